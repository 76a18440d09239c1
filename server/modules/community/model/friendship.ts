import type { NewEvent } from '#modules/collect/model/own.ts'
import type { IdentifierRef } from '#platform/event.ts'

/** Where a code was put up, as `entry` knows it: the touch that brought her. */
export interface Source {
  codeId?: string | undefined
  accountId?: string | undefined
  postId?: string | undefined
  platform?: string | undefined
}

export interface Friend {
  corpId: string
  staffUserid: string
  externalUserid: string
  unionid?: string | undefined
  name?: string | undefined
}

/** Her identifiers: the customer's id counts within its corp, the unionid everywhere. */
export function identifiersOf({ corpId, externalUserid, unionid }: Friend): IdentifierRef[] {
  const external: IdentifierRef = {
    kind: 'external_userid',
    scope: corpId,
    value: externalUserid,
  }
  return unionid ? [external, { kind: 'unionid', scope: '', value: unionid }] : [external]
}

const given = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

/** She is a friend of this member of staff now, and this is what brought her. */
export function friendAdded(
  friend: Friend,
  how: {
    messageId: string
    at: Date
    state: string | undefined
    addWay: number | undefined
    source: Source | undefined
    history: boolean
  },
): NewEvent {
  const { source } = how
  return {
    event: 'wecom_friend_added',
    messageId: how.messageId,
    at: how.at,
    identifiers: identifiersOf(friend),
    properties: given({
      staff_userid: friend.staffUserid,
      external_userid: friend.externalUserid,
      state: how.state,
      add_way: how.addWay,
      code_id: source?.codeId,
      account_id: source?.accountId,
      post_id: source?.postId,
      platform: source?.platform,
    }),
    traits: friend.name ? { nickname: friend.name } : {},
    history: how.history,
  }
}

/** One of the two has deleted the other. */
export const friendRemoved = (
  friend: Friend,
  how: { messageId: string; at: Date; removedBy: string; history: boolean },
): NewEvent => ({
  event: 'wecom_friend_removed',
  messageId: how.messageId,
  at: how.at,
  identifiers: identifiersOf(friend),
  properties: {
    staff_userid: friend.staffUserid,
    external_userid: friend.externalUserid,
    removed_by: how.removedBy,
  },
  history: how.history,
})
