import { z } from 'zod'
import type { Says } from '#kernel/locale.ts'

/** Why a letter did not go, or not yet. Law 8: what was not sent is recorded with its reason. */
export const REASONS = {
  opted_out: { 'zh-CN': '本人已退订', 'zh-TW': '本人已退訂', en: 'She opted out' },
  no_consent: {
    'zh-CN': '没有营销授权',
    'zh-TW': '沒有行銷授權',
    en: 'She has not agreed to marketing',
  },
  unreachable: {
    'zh-CN': '没有可用的触达渠道',
    'zh-TW': '沒有可用的觸及管道',
    en: 'No carrier reaches her',
  },
  cap_reached: { 'zh-CN': '已达频次上限', 'zh-TW': '已達頻率上限', en: 'The cap is reached' },
  platform_cap: {
    'zh-CN': '已达平台接收上限',
    'zh-TW': '已達平台接收上限',
    en: 'The platform lets her receive no more',
  },
  window_closed: {
    'zh-CN': '48 小时互动窗口已关闭',
    'zh-TW': '48 小時互動時段已結束',
    en: 'The 48-hour window is closed',
  },
  window_used_up: {
    'zh-CN': '互动窗口内的条数已用完',
    'zh-TW': '互動時段內的則數已用完',
    en: 'The window has no messages left',
  },
  quiet_hours: {
    'zh-CN': '免打扰时段,稍后发送',
    'zh-TW': '勿擾時段，稍後傳送',
    en: 'Quiet hours: it waits until they end',
  },
  too_late: { 'zh-CN': '已过有效期', 'zh-TW': '已過有效期限', en: 'Its time has passed' },
  no_content: {
    'zh-CN': '内容不存在或不可用',
    'zh-TW': '內容不存在或無法使用',
    en: 'The content is gone or may not be used',
  },
  not_connected: {
    'zh-CN': '渠道尚未接入',
    'zh-TW': '管道尚未串接',
    en: 'The carrier is not connected',
  },
  misconfigured: {
    'zh-CN': '渠道配置有误',
    'zh-TW': '管道設定有誤',
    en: 'The connection is misconfigured',
  },
  not_friend: { 'zh-CN': '已不是好友', 'zh-TW': '已不是好友', en: 'She is no longer a friend' },
  staff_did_not_confirm: {
    'zh-CN': '员工未确认发送',
    'zh-TW': '員工未確認傳送',
    en: 'Staff did not confirm the sending',
  },
  refused_by_carrier: {
    'zh-CN': '渠道拒绝发送',
    'zh-TW': '管道拒絕傳送',
    en: 'The carrier refused it',
  },
  carrier_busy: {
    'zh-CN': '渠道繁忙,稍后重试',
    'zh-TW': '管道忙碌，稍後重試',
    en: 'The carrier is busy: tried again later',
  },
  outcome_unknown: {
    'zh-CN': '结果未知,为避免重复不再发送',
    'zh-TW': '結果未知，為避免重複不再傳送',
    en: 'What became of it is unknown; it is not sent again',
  },
  greeted_already: {
    'zh-CN': '已收到过欢迎语',
    'zh-TW': '已收到過歡迎語',
    en: 'She was greeted already',
  },
  stopped: { 'zh-CN': '已被人工停止', 'zh-TW': '已被人工停止', en: 'Somebody stopped it' },
  erased: { 'zh-CN': '本人资料已删除', 'zh-TW': '本人資料已刪除', en: 'Her data was erased' },
} as const satisfies Readonly<Record<string, Says>>

export type Reason = keyof typeof REASONS
export const ReasonCode = z.enum(Object.keys(REASONS) as [Reason, ...Reason[]])
