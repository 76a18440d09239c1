/** One line to the person in front of the screen; stdout stays free for what programs read. */
export function say(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`)
}

/** A plain sentence instead of a stack trace, and the exit code that goes with it. */
export class Plain extends Error {
  /**
   * @param {string} sentence
   * @param {number} [exitCode]
   */
  constructor(sentence, exitCode = 1) {
    super(sentence)
    this.exitCode = exitCode
  }
}

/**
 * Runs a script's main function; what it could not do is told in its own words.
 * @param {() => Promise<void>} main
 */
export async function tell(main) {
  try {
    await main()
  } catch (error) {
    if (!(error instanceof Plain)) throw error
    say(`\n✗ ${error.message}`)
    process.exitCode = error.exitCode
  }
}
