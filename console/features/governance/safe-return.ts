import { paths } from '../../paths.ts'

/** Where to go after login: a page of ours, never another site's address that somebody put into a link. */
export const safeReturn = (next: string | undefined): string =>
  next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith(paths.login())
    ? next
    : paths.home()
