import { connection, connectionAt, officialAccountClient } from '#modules/entry/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Seal } from '#wechat/callback/open.ts'
import type { Session } from '#wechat/session.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The callback address of a WeCom connection that was told its token and key. */
export async function wecomCallback(
  rt: Runtime,
  connectionId: string,
): Promise<{ connectionId: string; workspaceId: string; seal: Seal } | undefined> {
  const at = await lookUp(rt, connectionId)
  if (at?.connection.kind !== 'wecom') return undefined
  const { corpId, callbackToken: token, callbackAesKey: encodingAesKey } = at.connection
  if (!token || !encodingAesKey) return undefined
  const seal = { token, encodingAesKey, receiveId: corpId }
  return { connectionId, workspaceId: at.workspaceId, seal }
}

export interface OfficialAccountCallback {
  connectionId: string
  workspaceId: string
  token: string
  /** absent in plain mode */
  seal: Seal | undefined
}

export async function officialAccountCallback(
  rt: Runtime,
  connectionId: string,
): Promise<OfficialAccountCallback | undefined> {
  const at = await lookUp(rt, connectionId)
  if (at?.connection.kind !== 'official_account') return undefined
  const { appId, callbackToken: token, callbackAesKey: encodingAesKey } = at.connection
  if (!token) return undefined
  const seal = encodingAesKey ? { token, encodingAesKey, receiveId: appId } : undefined
  return { connectionId, workspaceId: at.workspaceId, token, seal }
}

type Found = Awaited<ReturnType<typeof connectionAt>>

/** Callbacks come by the hundred a second; who changes a token or key waits for no longer than this. */
const REMEMBERED_MS = 1_000
/** Anybody may ask for any address, so only so many are remembered. */
const MOST_REMEMBERED = 1_000
const remembered = new WeakMap<Runtime, Map<string, { at: number; found: Promise<Found> }>>()

/** What is no id of ours is not even looked up. */
async function lookUp(rt: Runtime, connectionId: string): Promise<Found> {
  if (!UUID.test(connectionId)) return undefined
  const known = remembered.get(rt) ?? new Map<string, { at: number; found: Promise<Found> }>()
  remembered.set(rt, known)
  const now = rt.system.wallNow().getTime()
  const last = known.get(connectionId)
  if (last && now - last.at < REMEMBERED_MS) return last.found
  if (known.size >= MOST_REMEMBERED) known.clear()
  const found = connectionAt({ db: rt.database.db, secrets: rt.secrets }, connectionId)
  known.set(connectionId, { at: now, found })
  found.catch(() => known.delete(connectionId))
  return found
}

export const corpIdOf = async (ctx: Ctx): Promise<string | undefined> =>
  (await connection(ctx, 'wecom'))?.corpId

export async function officialAccountOf(
  ctx: Ctx,
): Promise<{ appId: string; session: Session } | undefined> {
  const [found, session] = [
    await connection(ctx, 'official_account'),
    await officialAccountClient(ctx),
  ]
  return found && session && { appId: found.appId, session }
}
