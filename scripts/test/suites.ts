/**
 * The suffix of a test file says what it needs, and so to which suite it belongs. A contract test
 * is one whichever engine it runs on.
 */
const SUITES = {
  contract: ['**/{contract,*.contract}.{test,pg.test,ch.test}.ts'],
  pg: ['**/*.pg.test.ts'],
  ch: ['**/*.ch.test.ts'],
  unit: ['**/*.test.{ts,tsx,mts}'],
} as const

export type Suite = keyof typeof SUITES
const NAMES = Object.keys(SUITES) as Suite[]

export const isSuite = (word: string): word is Suite => Object.hasOwn(SUITES, word)

/** Unit tests run without any engine; everything else may ask for the run's PostgreSQL. */
export const needsPostgres = (suites: readonly string[]): boolean =>
  suites.length === 0 || suites.some((suite) => suite !== 'unit')

/** What Vitest looks for: a file belongs to the first suite in the table that names it. */
export function vitestFiles(suites: readonly string[]): { include: string[]; exclude: string[] } {
  const wanted = NAMES.filter((name) => suites.length === 0 || suites.includes(name))
  const last = Math.max(...wanted.map((name) => NAMES.indexOf(name)))
  const earlier = NAMES.slice(0, last).filter((name) => !wanted.includes(name))
  return {
    include: wanted.flatMap((name) => [...SUITES[name]]),
    exclude: earlier.flatMap((name) => [...SUITES[name]]),
  }
}
