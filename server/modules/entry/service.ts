import type { Ctx } from '#platform/ctx.ts'
import type { Session } from '#wechat/session.ts'
import type { Connection, ConnectionKind } from './model/connection.ts'
import type { Platform } from './model/platforms.ts'
import { fittingVariant } from './model/welcome.ts'
import { officialAccountOf, wecomOf } from './service/clients.ts'
import { opened } from './service/connections.ts'
import { codeOfState, findCode, greetingOf } from './store/codes.ts'
import { groupCodeOf, groupSeen } from './service/groups-behind.ts'
import { connectionById, connectionOfKind } from './store/connections.ts'

export { groupCodeOf, groupSeen }

/** The workspace's connection of this kind with its secrets open, or `undefined` when there is none. */
export async function connection<K extends ConnectionKind>(
  ctx: Ctx,
  kind: K,
): Promise<Extract<Connection, { kind: K }> | undefined> {
  const row = await connectionOfKind(ctx, kind)
  const found = row && opened(ctx, row)
  return found && isOf(found, kind) ? found : undefined
}

const isOf = <K extends ConnectionKind>(
  c: Connection,
  kind: K,
): c is Extract<Connection, { kind: K }> => c.kind === kind

/** Whose is the callback that came to this address? */
export async function connectionAt(
  ctx: Pick<Ctx, 'db' | 'secrets'>,
  connectionId: string,
): Promise<{ workspaceId: string; connection: Connection } | undefined> {
  const row = await connectionById(ctx.db, connectionId)
  return row && { workspaceId: row.workspace_id, connection: opened(ctx, row) }
}

/** A session with WeCom; tokens are shared by all processes. `undefined` when not connected. */
export async function wecomClient(ctx: Ctx): Promise<Session | undefined> {
  const found = await connection(ctx, 'wecom')
  return found && wecomOf(ctx, found)
}

export async function officialAccountClient(ctx: Ctx): Promise<Session | undefined> {
  const found = await connection(ctx, 'official_account')
  return found && officialAccountOf(ctx, found)
}

/** The code a newcomer came by, with what it stands for: the touch on `wecom_friend_added`. */
export interface CodeTouch {
  codeId: string
  name: string
  accountId?: string
  /** when exactly one post leads to the code */
  postId?: string
  platform?: Platform
}

/**
 * Finds the code by the state that WeCom gives back. A touch, never evidence of identity: everybody
 * who scans one code has the same state.
 */
export async function codeByState(ctx: Ctx, state: string): Promise<CodeTouch | undefined> {
  const row = await codeOfState(ctx, state)
  return (
    row && {
      codeId: row.id,
      name: row.name,
      ...(row.account_id === null ? {} : { accountId: row.account_id }),
      ...(row.post_id === null ? {} : { postId: row.post_id }),
      ...(row.platform === null ? {} : { platform: row.platform }),
    }
  )
}

/** Plain text and, if set, a content item: the code's own words for now, else the workspace's. */
export async function welcomeFor(
  ctx: Ctx,
  { codeId, now }: { codeId?: string | undefined; staffUserid: string; now: Date },
): Promise<{ contentId?: string; text: string } | undefined> {
  const code = codeId === undefined ? undefined : await findCode(ctx, codeId)
  const moment = { now, platform: code?.platform ?? undefined }
  const own = fittingVariant(code?.welcomes ?? [], moment)
  if (own) return welcome(own.text, own.contentId ?? null)
  if (code && (code.welcome_text !== null || code.welcome_content_id !== null))
    return welcome(code.welcome_text ?? '', code.welcome_content_id)
  const common = await greetingOf(ctx)
  const variant = fittingVariant(common?.variants ?? [], moment)
  if (variant) return welcome(variant.text, variant.contentId ?? null)
  return common && welcome(common.text, common.content_id)
}

const welcome = (text: string, contentId: string | null) => ({
  text,
  ...(contentId === null ? {} : { contentId }),
})
