import { addMs, SECOND_MS } from '#kernel/time.ts'
import { wecomClient } from '#modules/entry/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { PlatformFault } from '#wechat/http.ts'
import type { Session } from '#wechat/session.ts'
import type { WecomEvent } from '#wechat/wecom/events.ts'
import { getGroup } from '#wechat/wecom/groups.ts'
import type { GroupChat } from '#wechat/wecom/groups.ts'
import { quitSceneOf } from '../model/group.ts'
import type { CallbackRow } from '../store/callbacks.ts'
import { findGroup } from '../store/groups.ts'
import { settled } from './contact-events.ts'
import { NotYet } from './not-yet.ts'
import { takeInDismissal, takeInGroup } from './take-in-group.ts'

type GroupEvent = WecomEvent & { kind: 'group_created' | 'group_changed' | 'group_dismissed' }

export const isOfGroup = (event: WecomEvent): event is GroupEvent =>
  event.kind === 'group_created' ||
  event.kind === 'group_changed' ||
  event.kind === 'group_dismissed'

/** A group settles within seconds: a reading from so long after an event has seen it. */
const SETTLES_MS = 5 * SECOND_MS
/** After so many readings in which she still is missing, she has gone again meanwhile. */
const READINGS = 3

/** What a callback about a customer group means: the group is read anew, unless that was done since. */
export async function learnGroup(
  ctx: Ctx,
  callback: CallbackRow,
  event: GroupEvent,
): Promise<void> {
  const { corpId, chatId, at } = event
  if (event.kind === 'group_dismissed')
    return settled(ctx, callback, async (tx) => {
      await takeInDismissal(tx, chatId, { corpId, at })
    })
  const held = await findGroup(ctx.db, ctx.workspaceId, chatId)
  const isKnown =
    held !== undefined &&
    held.read_at !== null &&
    (held.read_at >= addMs(at, SETTLES_MS) ||
      (event.kind === 'group_changed' &&
        event.memberVersion !== undefined &&
        held.member_version === event.memberVersion))
  if (isKnown) return settled(ctx, callback, async () => {})
  const group = await readGroup(ctx, chatId)
  if (group && isBehind(event, group) && callback.attempts < READINGS)
    throw new NotYet('WeCom does not show the change yet')
  const quitScene = quitSceneOf(event.kind === 'group_changed' ? event.quitScene : undefined)
  return settled(ctx, callback, async (tx) => {
    if (group) await takeInGroup(tx, group, { corpId, at, quitScene })
    else await takeInDismissal(tx, chatId, { corpId, at })
  })
}

function isBehind(event: GroupEvent, group: GroupChat): boolean {
  if (event.kind !== 'group_changed' || event.memberVersion === group.member_version) return false
  const members = new Set(group.member_list.map(({ userid }) => userid))
  if (event.detail === 'add_member') return event.memberIds.some((id) => !members.has(id))
  return event.detail === 'del_member' && event.memberIds.some((id) => members.has(id))
}

/** `undefined` when there is no such group any more. */
export async function readGroup(
  ctx: Ctx,
  chatId: string,
  known?: Session,
): Promise<GroupChat | undefined> {
  const session = known ?? (await wecomClient(ctx))
  if (!session) throw new NotYet('WeCom is not connected')
  try {
    const outcome = await getGroup(session, chatId)
    if (outcome.kind === 'ok') return outcome.value.group_chat
    if (outcome.verdict === 'gone') return undefined
    throw new NotYet(`WeCom ${outcome.code} (${outcome.verdict})`)
  } catch (error) {
    if (error instanceof PlatformFault) throw new NotYet(error.message, { cause: error })
    throw error
  }
}
