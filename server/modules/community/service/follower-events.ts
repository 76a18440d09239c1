import { recordEvents } from '#modules/collect/service.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import { codeByState } from '#modules/entry/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { IdentifierRef } from '#platform/event.ts'
import { PlatformFault } from '#wechat/http.ts'
import type { OfficialAccountEvent } from '#wechat/official-account/events.ts'
import { getFollower } from '#wechat/official-account/followers.ts'
import type { CallbackRow } from '../store/callbacks.ts'
import { officialAccountOf } from './connections.ts'
import { settled } from './contact-events.ts'
import { NotYet } from './not-yet.ts'

const FROM_ACCOUNT = { source: 'official_account', channel: 'official_account' }

/** What a 公众号 callback means: events, which also open the windows in which we may answer. */
export async function learnFollower(
  ctx: Ctx,
  callback: CallbackRow,
  event: OfficialAccountEvent,
): Promise<void> {
  const account = await officialAccountOf(ctx)
  if (!account) throw new NotYet('公众号 is not connected')
  const openid: IdentifierRef = { kind: 'openid', scope: account.appId, value: event.openid }
  const what = await eventOf(ctx, event)
  const unionid =
    event.kind === 'followed' ? await unionidOf(account.session, event.openid) : undefined
  const identifiers: IdentifierRef[] = unionid
    ? [openid, { kind: 'unionid', scope: '', value: unionid }]
    : [openid]
  await settled(ctx, callback, async (tx) => {
    if (!what) return
    const messageId = `official_account:${callback.dedupe}`
    await recordEvents(tx, [{ ...what, messageId, at: event.at, identifiers }], FROM_ACCOUNT)
  })
}

async function eventOf(
  ctx: Ctx,
  event: OfficialAccountEvent,
): Promise<Pick<NewEvent, 'event' | 'properties'> | undefined> {
  switch (event.kind) {
    case 'followed':
      return { event: 'official_account_followed', properties: await sceneOf(ctx, event.scene) }
    case 'scanned':
      return { event: 'official_account_scanned', properties: await sceneOf(ctx, event.scene) }
    case 'unfollowed':
      return { event: 'official_account_unfollowed', properties: {} }
    case 'menu_tapped':
      return { event: 'official_account_menu_clicked', properties: { key: event.key } }
    case 'wrote':
      // What she wrote stays in the sealed callback: history is no place for private words.
      return { event: 'official_account_message_received', properties: { msg_type: event.msgType } }
    default:
      return undefined
  }
}

async function sceneOf(ctx: Ctx, scene: string | undefined): Promise<Record<string, unknown>> {
  if (!scene) return {}
  const source = await codeByState(ctx, scene)
  const all = {
    scene,
    code_id: source?.codeId,
    account_id: source?.accountId,
    post_id: source?.postId,
    platform: source?.platform,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** Only accounts bound to an Open Platform account know it; without it her openid must do. */
async function unionidOf(
  session: Parameters<typeof getFollower>[0],
  openid: string,
): Promise<string | undefined> {
  try {
    const outcome = await getFollower(session, openid)
    if (outcome.kind === 'ok') return outcome.value.unionid || undefined
    if (['try_later', 'slow_down', 'renew_token'].includes(outcome.verdict))
      throw new NotYet(`公众号 ${outcome.code} (${outcome.verdict})`)
    return undefined
  } catch (error) {
    if (error instanceof PlatformFault) throw new NotYet(error.message, { cause: error })
    throw error
  }
}
