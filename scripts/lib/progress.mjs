const REDRAW_MS = 200
const QUIET_LINE_MS = 5_000

/**
 * One line that counts up: redrawn in place on a terminal, a line every five seconds in a log.
 * @param {(seconds: number) => string} line
 */
export function progress(line) {
  const terminal = process.stderr.isTTY === true
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1_000)
  const timer = setInterval(
    () => process.stderr.write(terminal ? `\r\x1b[K${line(seconds())}` : `${line(seconds())}\n`),
    terminal ? REDRAW_MS : QUIET_LINE_MS,
  )
  return {
    /** Ends the line; returns the seconds it took. */
    end() {
      clearInterval(timer)
      if (terminal) process.stderr.write('\r\x1b[K')
      return seconds()
    },
  }
}
