import { DAY_MS, SECOND_MS, addMs } from '#kernel/time.ts'

export const SESSION_COOKIE = 'siyu_session'
/** How long a browser stays signed in without being used. */
export const SESSION_MS = 14 * DAY_MS

export const sessionEnd = (now: Date): Date => addMs(now, SESSION_MS)

export function cookieIn(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return undefined
}

/** HttpOnly, so that no script reads it; Lax, so that no other site's form sends it. */
export const setSessionCookie = (token: string, secure: boolean, maxAgeMs = SESSION_MS): string =>
  [
    `${SESSION_COOKIE}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${Math.floor(maxAgeMs / SECOND_MS)}`,
    ...(secure ? ['Secure'] : []),
  ].join('; ')
