import { instantOf, itemsOf, textIf, textOf } from '../callback/xml.ts'
import type { Fields } from '../callback/xml.ts'

interface Relation {
  userId: string
  externalUserId: string
}

/** What WeCom tells through the callback, in our words (企业微信 92130). */
export type WecomHappening =
  | ({
      kind: 'contact_added'
      /** The member has not confirmed yet; calls about the relation fail with `no_relation`. */
      half: boolean
      state: string | undefined
      /** Absent when they already chat, or WeCom's console greets for this member. */
      welcomeCode: string | undefined
    } & Relation)
  | ({ kind: 'contact_edited' } & Relation)
  | ({ kind: 'contact_removed'; by: 'staff' | 'customer'; transferred: boolean } & Relation)
  | ({ kind: 'transfer_failed'; because: string } & Relation)
  | { kind: 'group_created' | 'group_dismissed'; chatId: string }
  | {
      kind: 'group_changed'
      chatId: string
      detail: string
      memberIds: string[]
      /** For new members: 0 invited or by link, 3 scanned. */
      joinScene: string | undefined
      /** For members gone: 0 left, 1 removed by the owner or an admin. */
      quitScene: string | undefined
      lastMemberVersion: string | undefined
      memberVersion: string | undefined
    }
  | { kind: 'tag_changed'; change: string; tagType: string | undefined; id: string }
  | { kind: 'other'; event: string; changeType: string | undefined }

export type WecomEvent = WecomHappening & { corpId: string; at: Date }

export const wecomEvent = (fields: Fields): WecomEvent => ({
  ...happening(fields),
  corpId: textOf(fields, 'ToUserName'),
  at: instantOf(fields, 'CreateTime'),
})

function happening(fields: Fields): WecomHappening {
  const event = textOf(fields, 'Event')
  if (event === 'change_external_contact') return contactChange(fields)
  if (event === 'change_external_chat') return groupChange(fields)
  if (event === 'change_external_tag')
    return {
      kind: 'tag_changed',
      change: textOf(fields, 'ChangeType'),
      tagType: textIf(fields, 'TagType'),
      id: textOf(fields, 'Id'),
    }
  return other(fields)
}

function contactChange(fields: Fields): WecomHappening {
  const relation = {
    userId: textOf(fields, 'UserID'),
    externalUserId: textOf(fields, 'ExternalUserID'),
  }
  const change = textOf(fields, 'ChangeType')
  switch (change) {
    case 'add_external_contact':
    case 'add_half_external_contact':
      return {
        kind: 'contact_added',
        half: change === 'add_half_external_contact',
        state: textIf(fields, 'State'),
        welcomeCode: textIf(fields, 'WelcomeCode'),
        ...relation,
      }
    case 'edit_external_contact':
      return { kind: 'contact_edited', ...relation }
    case 'del_external_contact':
    case 'del_follow_user':
      return {
        kind: 'contact_removed',
        by: change === 'del_follow_user' ? 'customer' : 'staff',
        transferred: textOf(fields, 'Source') === 'DELETE_BY_TRANSFER',
        ...relation,
      }
    case 'transfer_fail':
      return { kind: 'transfer_failed', because: textOf(fields, 'FailReason'), ...relation }
    default:
      return other(fields)
  }
}

function groupChange(fields: Fields): WecomHappening {
  const chatId = textOf(fields, 'ChatId')
  switch (textOf(fields, 'ChangeType')) {
    case 'create':
      return { kind: 'group_created', chatId }
    case 'dismiss':
      return { kind: 'group_dismissed', chatId }
    case 'update':
      return {
        kind: 'group_changed',
        chatId,
        detail: textOf(fields, 'UpdateDetail'),
        memberIds: itemsOf(fields, 'MemChangeList', 'Item'),
        joinScene: textIf(fields, 'JoinScene'),
        quitScene: textIf(fields, 'QuitScene'),
        lastMemberVersion: textIf(fields, 'LastMemVer'),
        memberVersion: textIf(fields, 'CurMemVer'),
      }
    default:
      return other(fields)
  }
}

const other = (fields: Fields): WecomHappening => ({
  kind: 'other',
  event: textOf(fields, 'Event') || textOf(fields, 'MsgType'),
  changeType: textIf(fields, 'ChangeType'),
})
