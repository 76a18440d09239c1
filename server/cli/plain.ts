/** A plain sentence instead of a stack trace, and the exit code that goes with it. */
export class Plain extends Error {
  override name = 'Plain'
  readonly exitCode: number

  constructor(sentence: string, exitCode = 1, options: ErrorOptions = {}) {
    super(sentence, options)
    this.exitCode = exitCode
  }
}

/** Exit code of a command line that cannot be understood (EX_USAGE of sysexits.h). */
export const EXIT_USAGE = 64

/** Lines for the person in front of the screen; stdout stays free for what programs read. */
export function tell(...lines: string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`)
}

export function answer(line: string): void {
  process.stdout.write(`${line}\n`)
}
