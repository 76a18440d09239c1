import { addMs, SECOND_MS } from '#kernel/time.ts'
import type { NewEvent } from '#modules/collect/model/own.ts'
import { identifiersOf } from './friendship.ts'
import type { Source } from './friendship.ts'

/** What a group is for: it is judged by what its purpose promises. */
export const PURPOSES = ['message', 'conversion', 'benefit', 'service', 'fission', 'other'] as const
export type Purpose = (typeof PURPOSES)[number]

export const GROUP_ORDERS = ['made', 'customers', 'joined', 'left'] as const
export type GroupOrder = (typeof GROUP_ORDERS)[number]

export type JoinScene = 'invited' | 'link' | 'scan' | 'unknown'
export type QuitScene = 'herself' | 'removed' | 'dismissed' | 'unknown'

/** `join_scene` of 企业微信 92122; the event's own JoinScene has other numbers. */
const SCENES: Readonly<Record<number, JoinScene>> = { 1: 'invited', 2: 'link', 3: 'scan' }
export const joinSceneOf = (scene: number): JoinScene => SCENES[scene] ?? 'unknown'

/** `QuitScene` of 企业微信 92130. */
export const quitSceneOf = (scene: string | undefined): QuitScene =>
  scene === '0' ? 'herself' : scene === '1' ? 'removed' : 'unknown'

/** A member as WeCom lists her now. */
export interface Seen {
  memberId: string
  kind: 'staff' | 'customer'
  joinedAt: Date
  scene: JoinScene
  state: string | undefined
  name: string | undefined
  unionid: string | undefined
}

/** A stay that we hold for lasting. */
export interface Stay {
  memberId: string
  kind: 'staff' | 'customer'
  joinedAt: Date
}

export interface GroupChange {
  joined: Seen[]
  left: Stay[]
}

/** Two readings name the beginning of one stay within this. */
const SAME_MOMENT_MS = SECOND_MS

/** Who came and who went between what we hold and what WeCom lists; who left and came again is both. */
export function changeOf(held: readonly Stay[], seen: readonly Seen[]): GroupChange {
  const now = new Map(seen.map((member) => [member.memberId, member]))
  const before = new Map(held.map((stay) => [stay.memberId, stay]))
  const lasts = (stay: Stay, member: Seen | undefined): boolean =>
    member !== undefined && member.joinedAt <= addMs(stay.joinedAt, SAME_MOMENT_MS)
  return {
    joined: [...now.values()].filter((member) => {
      const stay = before.get(member.memberId)
      return stay === undefined || !lasts(stay, member)
    }),
    left: [...before.values()].filter((stay) => !lasts(stay, now.get(stay.memberId))),
  }
}

/** Of which group an event tells. */
export interface GroupNamed {
  corpId: string
  chatId: string
  name: string
}

const given = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

const whoIs = (corpId: string, externalUserid: string, unionid?: string) =>
  identifiersOf({ corpId, staffUserid: '', externalUserid, unionid })

/** A customer is in the group now, and this is what brought her. */
export const groupJoined = (
  group: GroupNamed,
  member: Seen,
  how: { messageId: string; source: Source | undefined; history: boolean },
): NewEvent => ({
  event: 'wecom_group_joined',
  messageId: how.messageId,
  at: member.joinedAt,
  identifiers: whoIs(group.corpId, member.memberId, member.unionid),
  properties: given({
    chat_id: group.chatId,
    group_name: group.name || undefined,
    external_userid: member.memberId,
    join_scene: member.scene,
    state: member.state,
    code_id: how.source?.codeId,
    account_id: how.source?.accountId,
    post_id: how.source?.postId,
    platform: how.source?.platform,
  }),
  traits: member.name ? { nickname: member.name } : {},
  history: how.history,
})

export const groupLeft = (
  group: GroupNamed,
  stay: Stay,
  how: { messageId: string; at: Date; quitScene: QuitScene; history: boolean },
): NewEvent => ({
  event: 'wecom_group_left',
  messageId: how.messageId,
  at: how.at,
  identifiers: whoIs(group.corpId, stay.memberId),
  properties: given({
    chat_id: group.chatId,
    group_name: group.name || undefined,
    external_userid: stay.memberId,
    quit_scene: how.quitScene,
    stayed_hours: Math.round(((how.at.getTime() - stay.joinedAt.getTime()) / 3_600_000) * 10) / 10,
  }),
  history: how.history,
})
