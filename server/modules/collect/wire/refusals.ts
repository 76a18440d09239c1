import { refusals } from '#kernel/refusal.ts'
import type { RefusalDefs } from '#kernel/refusal.ts'

export const COLLECTOR_REFUSALS = {
  unknown_write_key: {
    status: 401,
    en: 'The write key is missing, unknown or revoked.',
    'zh-CN': '写入密钥缺失、不存在或已吊销。',
    'zh-TW': '寫入金鑰未提供、不存在或已撤銷。',
  },
  unknown_hook: {
    status: 404,
    en: 'There is no webhook at this address, or it was revoked.',
    'zh-CN': '该地址没有 Webhook,或已停用。',
    'zh-TW': '此位址沒有 Webhook，或已停用。',
  },
  bad_signature: {
    status: 401,
    en: 'The signature does not fit the body, or its time is more than five minutes off.',
    'zh-CN': '签名与内容不符,或时间相差超过五分钟。',
    'zh-TW': '簽章與內容不符，或時間相差超過五分鐘。',
  },
  bad_body: {
    status: 400,
    en: 'The body cannot be read as events.',
    'zh-CN': '请求体无法解析为事件。',
    'zh-TW': '請求內容無法解析為事件。',
  },
  body_too_large: {
    status: 413,
    en: 'A request may hold {maxMb} MB and {maxEvents} events.',
    'zh-CN': '单次请求最多 {maxMb} MB、{maxEvents} 个事件。',
    'zh-TW': '單次請求最多 {maxMb} MB、{maxEvents} 個事件。',
  },
  inbox_full: {
    status: 503,
    en: 'Too much is waiting to be worked off. Send again later.',
    'zh-CN': '待处理的数据过多,请稍后重试。',
    'zh-TW': '待處理的資料過多，請稍後重試。',
  },
  store_away: {
    status: 503,
    en: 'The store that would keep the events is away. Send again later.',
    'zh-CN': '存储暂时不可用,请稍后重试。',
    'zh-TW': '資料庫暫時無法使用，請稍後重試。',
  },
} as const satisfies RefusalDefs

export const refuse = refusals(COLLECTOR_REFUSALS)
