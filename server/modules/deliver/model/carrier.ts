import { z } from 'zod'
import type { Says } from '#kernel/locale.ts'

/** What can take a letter to a person. */
export const CARRIERS = [
  'wecom_message',
  'wecom_welcome',
  'official_account',
  'sms',
  'email',
] as const
export const Carrier = z.enum(CARRIERS)
export type Carrier = z.infer<typeof Carrier>

/** What a caller may ask for: a welcome is only ever the answer to a friend just added. */
export const LETTER_CARRIERS = ['wecom_message', 'official_account', 'email', 'sms'] as const
export type LetterCarrier = (typeof LETTER_CARRIERS)[number]

export const CARRIER_SAYS: Readonly<Record<Carrier, Says>> = {
  wecom_message: { 'zh-CN': '企业微信群发', 'zh-TW': '企業微信群發', en: 'WeCom mass message' },
  wecom_welcome: { 'zh-CN': '企业微信欢迎语', 'zh-TW': '企業微信歡迎語', en: 'WeCom welcome' },
  official_account: {
    'zh-CN': '公众号客服消息',
    'zh-TW': '公眾號客服訊息',
    en: 'Official Account message',
  },
  sms: { 'zh-CN': '短信', 'zh-TW': '簡訊', en: 'SMS' },
  email: { 'zh-CN': '邮件', 'zh-TW': '電子郵件', en: 'Email' },
}

/** What one letter costs by default, in fen: the order in which carriers are tried when none is given. */
export const COST_FEN: Readonly<Record<Carrier, number>> = {
  wecom_message: 0,
  wecom_welcome: 0,
  official_account: 0,
  email: 1,
  sms: 5,
}

export const LetterKind = z.enum(['marketing', 'service'])
export type LetterKind = z.infer<typeof LetterKind>

/** A person speaks of WeCom, not of our two ways through it. */
const AS_PEOPLE_SAY: Readonly<Record<Carrier, string>> = {
  wecom_message: 'wecom',
  wecom_welcome: 'wecom',
  official_account: 'official_account',
  sms: 'sms',
  email: 'email',
}

/** Does she not want to hear by this carrier, or by any? */
export const declines = (optedOut: readonly string[], carrier: Carrier): boolean =>
  optedOut.includes('all') || optedOut.includes(AS_PEOPLE_SAY[carrier])
