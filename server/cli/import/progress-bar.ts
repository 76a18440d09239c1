const REDRAW_MS = 200
const QUIET_MS = 5_000
const WIDTH = 30

/** A bar on a terminal, a line every five seconds in a log. */
export interface ProgressBar {
  show(share: number, says: string): void
  end(says: string): void
}

export function progressBar(): ProgressBar {
  const terminal = process.stderr.isTTY === true
  const everyMs = terminal ? REDRAW_MS : QUIET_MS
  let last = performance.now()
  const draw = (share: number, says: string) => {
    const full = Math.round(Math.min(1, share) * WIDTH)
    const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full)
    const line = `${bar} ${(Math.min(1, share) * 100).toFixed(0).padStart(3)} %  ${says}`
    process.stderr.write(terminal ? `\r\u001B[K${line}` : `${line}\n`)
  }
  return {
    show(share, says) {
      const now = performance.now()
      if (now - last < everyMs) return
      last = now
      draw(share, says)
    },
    end(says) {
      draw(1, says)
      if (terminal) process.stderr.write('\n')
    },
  }
}
