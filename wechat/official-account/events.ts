import { instantOf, textIf, textOf } from '../callback/xml.ts'
import type { Fields } from '../callback/xml.ts'

/** What 公众号 tells through the callback, in our words. */
export type OfficialAccountHappening =
  | { kind: 'followed'; /** Scene of the code that brought her. */ scene: string | undefined }
  | { kind: 'unfollowed' }
  | { kind: 'scanned'; scene: string }
  | { kind: 'menu_tapped'; key: string }
  | { kind: 'menu_viewed'; url: string }
  | { kind: 'wrote'; msgType: string; content: string; msgId: string }
  | { kind: 'other'; event: string }

export type OfficialAccountEvent = OfficialAccountHappening & {
  account: string
  openid: string
  at: Date
}

export const officialAccountEvent = (fields: Fields): OfficialAccountEvent => ({
  ...happening(fields),
  account: textOf(fields, 'ToUserName'),
  openid: textOf(fields, 'FromUserName'),
  at: instantOf(fields, 'CreateTime'),
})

function happening(fields: Fields): OfficialAccountHappening {
  const msgType = textOf(fields, 'MsgType')
  if (msgType !== 'event')
    return {
      kind: 'wrote',
      msgType,
      content: textOf(fields, 'Content'),
      msgId: textOf(fields, 'MsgId'),
    }
  const event = textOf(fields, 'Event')
  switch (event) {
    case 'subscribe':
      return { kind: 'followed', scene: textIf(fields, 'EventKey')?.replace(/^qrscene_/, '') }
    case 'unsubscribe':
      return { kind: 'unfollowed' }
    case 'SCAN':
      return { kind: 'scanned', scene: textOf(fields, 'EventKey') }
    case 'CLICK':
      return { kind: 'menu_tapped', key: textOf(fields, 'EventKey') }
    case 'VIEW':
      return { kind: 'menu_viewed', url: textOf(fields, 'EventKey') }
    default:
      return { kind: 'other', event }
  }
}
