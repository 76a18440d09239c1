import { isSuite } from './suites.ts'

export const CHECKS = ['types', 'lint', 'architecture'] as const
export type Check = (typeof CHECKS)[number]

/** What `npm test -- …` asks for. */
export interface Selection {
  checks: readonly Check[]
  /** `undefined`: Vitest does not run; no suites and no paths: all of it does. */
  vitest: { suites: readonly string[]; paths: readonly string[] } | undefined
  /** `undefined`: Playwright does not run; empty: all of it does. */
  endToEnd: readonly string[] | undefined
}

const isCheck = (word: string): word is Check => CHECKS.some((check) => check === word)

/**
 * No words: everything. Otherwise suites and checks by name, and whatever is left is a path.
 * @param endToEndBelow says whether there is an end-to-end test at or below a path
 */
export function selectionOf(
  words: readonly string[],
  endToEndBelow: (path: string) => boolean,
): Selection {
  if (words.length === 0) {
    return { checks: CHECKS, vitest: { suites: [], paths: [] }, endToEnd: [] }
  }
  const suites = words.filter(isSuite)
  const paths = words.filter((word) => !isSuite(word) && !isCheck(word) && word !== 'e2e')
  const browserPaths = paths.filter(endToEndBelow)
  const otherPaths = paths.filter((path) => !path.endsWith('.e2e.ts'))
  const vitestWanted = suites.length > 0 || otherPaths.some((path) => !browserPaths.includes(path))
  return {
    checks: words.filter(isCheck),
    vitest: vitestWanted ? { suites, paths: otherPaths } : undefined,
    endToEnd: words.includes('e2e') || browserPaths.length > 0 ? browserPaths : undefined,
  }
}
