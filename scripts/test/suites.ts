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

/** A file that is named in full and belongs to the unit suite. */
const isUnitFile = (path: string): boolean =>
  /\.test\.tsx?$/.test(path) &&
  !/\.(pg|ch)\.test\.ts$/.test(path) &&
  !/(^|[./])contract\.test\.ts$/.test(path)

/**
 * Whether the run needs its PostgreSQL. Unit tests do without any engine, so that they run while
 * a migration is half-written; everything else may ask for it.
 * @param words what Vitest was called with
 */
export function needsPostgres(suites: readonly string[], words: readonly string[]): boolean {
  if (suites.length > 0) return suites.some((suite) => suite !== 'unit')
  const files = words.filter((word) => word.includes('.test.'))
  return files.length === 0 || !files.every(isUnitFile)
}

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
