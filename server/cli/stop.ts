const FORCED = 130

/**
 * Answers at the first Ctrl-C or SIGTERM, so that everything can stop in order; a second one means
 * now, and the next start cleans up after it.
 */
export function untilStopped(): Promise<void> {
  return new Promise((stopped) => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (asked) process.exit(FORCED)
        asked = true
        stopped()
      })
  })
}
