import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { addDays } from '#kernel/time.ts'
import type { Secrets } from '../../secrets.ts'

/**
 * A pass says: whoever holds this may see one thing until then. It is signed and nothing is stored,
 * so guessing an id opens nothing, and changing a letter makes it worthless. It names no person: its
 * subject is an identifier of hers (or a game, for a preview), which tells an outsider nothing.
 */
export interface Pass {
  workspaceId: string
  subject: string
  until: Date
}

/** What it is for goes into the signature: a link's pass is no cookie and no preview. */
export type PassFor = 'person.link' | 'person.browser' | 'game.preview'

/** A link travels through chats, so it lives shorter than what it leaves in her own browser. */
export const LINK_DAYS = 7
const BROWSER_DAYS = 30

const FORM = /^([0-9a-f]{32})\.([0-9A-Za-z-]{1,40})\.([0-9a-z]{1,10})\.([\w-]{43})$/
const DASHES = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/

const sign = (secrets: Secrets, what: PassFor, body: string): string =>
  secrets.blind(`pass.${what}`, body)

export function issuePass(secrets: Secrets, what: PassFor, pass: Pass): string {
  const seconds = Math.floor(pass.until.getTime() / 1_000).toString(36)
  const body = [pass.workspaceId.replaceAll('-', ''), pass.subject, seconds].join('.')
  return `${body}.${sign(secrets, what, body)}`
}

export type Opened = { kind: 'open'; pass: Pass } | { kind: 'expired' } | { kind: 'none' }

export function openPass(
  secrets: Secrets,
  what: PassFor,
  text: string | undefined,
  now: Date,
): Opened {
  const [, workspace = '', subject = '', seconds = '', given = ''] = FORM.exec(text ?? '') ?? []
  const right = sign(secrets, what, [workspace, subject, seconds].join('.'))
  if (given === '' || !timingSafeEqual(Buffer.from(given), Buffer.from(right)))
    return { kind: 'none' }
  const until = new Date(Number.parseInt(seconds, 36) * 1_000)
  if (until <= now) return { kind: 'expired' }
  const workspaceId = workspace.replace(DASHES, '$1-$2-$3-$4-$5')
  return { kind: 'open', pass: { workspaceId, subject, until } }
}

const COOKIE = 'siyu_me'

/** From her own link on, this browser is hers: scripts cannot read it, other sites cannot send it. */
export function keepPass(
  c: Context,
  secrets: Secrets,
  pass: Omit<Pass, 'until'>,
  how: { now: Date; publicUrl: string },
): void {
  const until = addDays(how.now, BROWSER_DAYS)
  setCookie(c, COOKIE, issuePass(secrets, 'person.browser', { ...pass, until }), {
    path: '/',
    maxAge: BROWSER_DAYS * 24 * 3_600,
    httpOnly: true,
    sameSite: 'Lax',
    secure: how.publicUrl.startsWith('https:'),
  })
}

export const keptPass = (c: Context): string | undefined => getCookie(c, COOKIE)

export const forgetPass = (c: Context): void => void deleteCookie(c, COOKIE, { path: '/' })
