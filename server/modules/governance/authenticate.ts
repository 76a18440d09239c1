import { z } from 'zod'
import { HOUR_MS, MINUTE_MS } from '#kernel/time.ts'
import type { Authenticated } from '#platform/module.ts'
import type { Runtime } from '#platform/runtime.ts'
import { SESSION_COOKIE, SESSION_MS, cookieIn, sessionEnd } from './cookies.ts'
import { INSTALLATION, permissionsOf } from './model/roles.ts'
import { remember, remembered } from './recent.ts'
import { keyByHash, touchKey } from './store/keys.ts'
import { extendSession, sessionOwner } from './store/sessions.ts'
import { placeOf } from './store/workspaces.ts'
import { API_KEY_PREFIX, hashOf } from './tokens.ts'

const NOBODY: Authenticated = {
  actor: { kind: 'nobody', permissions: new Set() },
  workspaceId: undefined,
}

/**
 * Who is asking? An API key stands for its workspace; a signed-in person for the one named in
 * `x-workspace`, of which they must be a member, else for the first they may enter.
 */
export async function authenticate(rt: Runtime, request: Request): Promise<Authenticated> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (bearer) return bearer.startsWith(API_KEY_PREFIX) ? byKey(rt, hashOf(bearer)) : NOBODY
  const token = cookieIn(request, SESSION_COOKIE)
  if (!token) return NOBODY
  return bySession(rt, hashOf(token), request.headers.get('x-workspace') ?? undefined)
}

async function byKey(rt: Runtime, hash: string): Promise<Authenticated> {
  const known = remembered(rt, hash, '')
  if (known) return known
  const key = await keyByHash(rt.database, hash)
  if (!key) return NOBODY
  const now = rt.clock.now()
  if (!key.last_used_at || now.getTime() - key.last_used_at.getTime() > MINUTE_MS)
    await touchKey(rt.database, key, now)
  return remember(rt, hash, '', {
    actor: {
      kind: 'key',
      keyId: key.id,
      name: key.name,
      permissions: new Set(key.scopes.includes('*') ? [...key.scopes, INSTALLATION] : key.scopes),
    },
    workspaceId: key.workspace_id,
  })
}

async function bySession(
  rt: Runtime,
  hash: string,
  wanted: string | undefined,
): Promise<Authenticated> {
  const known = remembered(rt, hash, wanted ?? '')
  if (known) return known
  const now = rt.system.wallNow()
  const user = await sessionOwner(rt.database, hash, now)
  if (!user) return NOBODY
  if (user.expiresAt.getTime() - now.getTime() < SESSION_MS - HOUR_MS)
    await extendSession(rt.database, hash, sessionEnd(now))
  const place =
    wanted === undefined || z.uuid().safeParse(wanted).success
      ? await placeOf(rt.database, user, wanted)
      : undefined
  const permissions = new Set([
    ...(place ? permissionsOf(place.role) : []),
    ...(user.isOwner ? [INSTALLATION] : []),
  ])
  return remember(rt, hash, wanted ?? '', {
    actor: {
      kind: 'user',
      userId: user.userId,
      name: user.name,
      role: place?.role ?? 'none',
      permissions,
    },
    workspaceId: place?.workspaceId,
  })
}
