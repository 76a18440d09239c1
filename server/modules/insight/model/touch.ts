import type { Says } from '#kernel/locale.ts'

/** Events by which somebody is touched: credit for an order can go only to these. */
export const TOUCHES = [
  'link_clicked',
  'code_scanned',
  'wecom_friend_added',
  'invite_accepted',
] as const

/** What credit can be asked by. A touch that lacks the dimension is passed over for it. */
export const DIMENSIONS = {
  channel: { 'zh-CN': '渠道', 'zh-TW': '管道', en: 'Channel' },
  account: { 'zh-CN': '账号', 'zh-TW': '帳號', en: 'Account' },
  post: { 'zh-CN': '帖子', 'zh-TW': '貼文', en: 'Post' },
  content: { 'zh-CN': '内容', 'zh-TW': '內容', en: 'Content' },
  code: { 'zh-CN': '渠道码', 'zh-TW': '管道碼', en: 'Code' },
  journey: { 'zh-CN': '旅程', 'zh-TW': '旅程', en: 'Journey' },
  campaign: { 'zh-CN': '群发', 'zh-TW': '群發', en: 'Broadcast' },
  inviter: { 'zh-CN': '邀请人', 'zh-TW': '邀請人', en: 'Inviter' },
} as const satisfies Record<string, Says>

export type Dimension = keyof typeof DIMENSIONS
export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as Dimension[]

export const PROPERTY_OF: Readonly<Record<Exclude<Dimension, 'channel'>, string>> = {
  account: 'account_id',
  post: 'post_id',
  content: 'content_id',
  code: 'code_id',
  journey: 'journey_id',
  campaign: 'campaign_id',
  inviter: 'inviter_person_id',
}
