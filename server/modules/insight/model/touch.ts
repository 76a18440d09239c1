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
  channel: { 'zh-CN': '渠道', en: 'Channel' },
  account: { 'zh-CN': '账号', en: 'Account' },
  post: { 'zh-CN': '帖子', en: 'Post' },
  content: { 'zh-CN': '内容', en: 'Content' },
  code: { 'zh-CN': '渠道码', en: 'Code' },
  journey: { 'zh-CN': '旅程', en: 'Journey' },
  campaign: { 'zh-CN': '群发', en: 'Broadcast' },
  inviter: { 'zh-CN': '邀请人', en: 'Inviter' },
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
