import { DAY_MS, addMs } from '#kernel/time.ts'
import { must } from '#kernel/assert.ts'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { PASSWORD, SIGN_IN } from '../contract/refusals.ts'
import { SESSION_COOKIE, cookieIn, sessionEnd, setSessionCookie } from '../cookies.ts'
import { WINDOW_MS, waitSeconds } from '../model/attempts.ts'
import { INSTALLATION, permissionsOf } from '../model/roles.ts'
import { hashPassword, passwordFits } from '../passwords.ts'
import { forgetAll } from '../recent.ts'
import { countAttempt, forgetAccount, sweepAttempts, takeBack } from '../store/attempts.ts'
import { deleteSession, deleteSessionsOf, insertSession, sweepSessions } from '../store/sessions.ts'
import {
  emailBlind,
  setPasswordHash,
  usePasswordLink,
  userByEmail,
  userById,
} from '../store/users.ts'
import { placeOf } from '../store/workspaces.ts'
import { hashOf, newToken } from '../tokens.ts'
import { me } from './me.ts'

const refuse = refusals(SIGN_IN)
const refusePassword = refusals(PASSWORD)

/**
 * Signs a person in with a new session (an old one of this browser ends) and sets its cookie.
 * Refuses `wrong_login` for an unknown account exactly as for a wrong password, and
 * `too_many_attempts` after ten failures in fifteen minutes per account or address.
 */
export async function login(ctx: Ctx, input: { email: string; password: string }) {
  const http = must(ctx.http, 'a sign-in comes over HTTP')
  // Browsers name the origin of every POST; another site's page cannot send our header.
  const { headers } = http.request
  if (headers.has('origin') && !headers.has('x-siyu-csrf')) return refuse.foreign_page()
  const now = ctx.system.wallNow()
  const attempt = await admitted(ctx, input.email, http.address, now)
  const user = await userByEmail(ctx, input.email)
  const fits = await passwordFits(user?.password_hash, input.password)
  if (!user || !fits || user.disabled_at) return refuse.wrong_login()
  await forgetAccount(ctx, attempt.accountBlind)
  await sweepAttempts(ctx, addMs(now, -DAY_MS))
  await sweepSessions(ctx, now)
  const place = await placeOf(ctx, { userId: user.id, isOwner: user.is_owner }, undefined)
  const permissions = new Set([
    ...(place ? permissionsOf(place.role) : []),
    ...(user.is_owner ? [INSTALLATION] : []),
  ])
  const asUser: Ctx = {
    ...ctx,
    workspaceId: place?.workspaceId ?? ctx.workspaceId,
    actor: {
      kind: 'user',
      userId: user.id,
      name: user.name,
      role: place?.role ?? 'none',
      permissions,
    },
  }
  const token = newToken(ctx.randomBytes)
  const before = cookieIn(http.request, SESSION_COOKIE)
  if (before) await deleteSession(ctx, hashOf(before))
  await insertSession(ctx, {
    tokenHash: hashOf(token),
    userId: user.id,
    now,
    expiresAt: sessionEnd(now),
  })
  await audit(asUser, {
    action: 'governance.signed_in',
    subjectKind: 'user',
    subjectId: user.id,
  })
  http.responseHeaders.append('set-cookie', setSessionCookie(token, isHttps(ctx)))
  return me(asUser)
}

async function admitted(ctx: Ctx, email: string, address: string, now: Date) {
  const attempt = {
    accountBlind: emailBlind(ctx, email),
    addressBlind: ctx.secrets.blind('governance.address', address),
  }
  const counted = await countAttempt(ctx, attempt, now, addMs(now, -WINDOW_MS))
  const retryAfterSeconds = Math.max(
    waitSeconds(counted.ofAccount, now),
    waitSeconds(counted.ofAddress, now),
  )
  if (retryAfterSeconds === 0) return attempt
  // One that was not looked at does not count, or knocking would lock an account for ever.
  await takeBack(ctx, counted.id)
  ctx.http?.responseHeaders.set('retry-after', String(retryAfterSeconds))
  return refuse.too_many_attempts({ retryAfterSeconds })
}

const isHttps = (ctx: Ctx): boolean =>
  ctx.publicUrl.startsWith('https:') || ctx.http?.request.url.startsWith('https:') === true

export async function logout(ctx: Ctx): Promise<{ done: true }> {
  const token = ctx.http && cookieIn(ctx.http.request, SESSION_COOKIE)
  if (token) await deleteSession(ctx, hashOf(token))
  forgetAll(ctx)
  ctx.http?.responseHeaders.append('set-cookie', setSessionCookie('', isHttps(ctx), 0))
  return { done: true }
}

/** Needs the current password, guarded against guessing as a sign-in is; other sessions end. */
export async function changePassword(
  ctx: Ctx,
  input: { current: string; next: string },
): Promise<{ done: true }> {
  if (ctx.actor.kind !== 'user') return refusePassword.people_only()
  const user = must(await userById(ctx, ctx.actor.userId), 'the signed-in user')
  const email = ctx.secrets.open(user.email_sealed)
  await admitted(ctx, email, ctx.http?.address ?? '', ctx.system.wallNow())
  if (!(await passwordFits(user.password_hash, input.current)))
    return refusePassword.wrong_password()
  const passwordHash = await hashPassword(input.next)
  const token = ctx.http && cookieIn(ctx.http.request, SESSION_COOKIE)
  await ctx.transact(async (tx) => {
    await forgetAccount(tx, emailBlind(tx, email))
    await setPasswordHash(tx, user.id, passwordHash)
    await deleteSessionsOf(tx, user.id, token && hashOf(token))
    await audit(tx, {
      action: 'governance.password_changed',
      subjectKind: 'user',
      subjectId: user.id,
    })
  })
  forgetAll(ctx)
  return { done: true }
}

/** Sets a password by a one-time link; whoever was signed in as this person is no longer. */
export async function setPassword(ctx: Ctx, input: { token: string; password: string }) {
  const passwordHash = await hashPassword(input.password)
  const user = await ctx.transact(async (tx) => {
    const userId = await usePasswordLink(tx, hashOf(input.token), tx.system.wallNow())
    if (!userId) return refusePassword.link_used_up()
    await setPasswordHash(tx, userId, passwordHash)
    await deleteSessionsOf(tx, userId)
    return must(await userById(tx, userId), 'the user of a link')
  })
  forgetAll(ctx)
  return { email: ctx.secrets.open(user.email_sealed) }
}
