import type { Permission } from '#kernel/route.ts'
import { patterns } from '../paths.ts'
import { NAV } from './nav.ts'

/** Pages that ask for more than the list they hang below. */
const ASKS_MORE: readonly { pattern: string; needs: Permission }[] = [
  { pattern: patterns.personRuns, needs: 'journey:read' },
]

const matches = (pattern: string, pathname: string): boolean => {
  const [asked, given] = [pattern.split('/'), pathname.split('/')]
  return (
    asked.length === given.length &&
    asked.every((part, i) => part.startsWith('$') || part === given[i])
  )
}

const isBelow = (pathname: string, to: string): boolean =>
  pathname === to || pathname.startsWith(`${to}/`)

/**
 * What one must be allowed to do to open an address; `undefined`: everybody may. A page asks for
 * what the list in the navigation asks for that it hangs below, so that a new one is never forgotten.
 */
export function needsOf(pathname: string): Permission | undefined {
  const more = ASKS_MORE.find(({ pattern }) => matches(pattern, pathname))
  if (more) return more.needs
  const above = NAV.flatMap(({ pages }) => pages)
    .filter(({ to }) => isBelow(pathname, to))
    .toSorted((a, b) => b.to.length - a.to.length)
  return above[0]?.needs
}
