import fc from 'fast-check'

/** How often a property is tried; a soak sets SIYU_RUNS=2000 or more. */
const runs = Number(process.env.SIYU_RUNS ?? 100)

fc.configureGlobal({ numRuns: runs })
