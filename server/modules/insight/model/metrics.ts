import type { Says } from '#kernel/locale.ts'

/** A metric is defined once, in words and in one query; charts, goals and alarms quote it. */
export const STAGES = ['acquisition', 'activation', 'retention', 'revenue', 'referral'] as const
export type AarrrStage = (typeof STAGES)[number]

export interface Metric {
  stage: AarrrStage
  unit: 'people' | 'times' | 'fen' | 'percent' | 'ratio'
  /** more of it is better */
  rising: 'good' | 'bad'
  label: Says
  definition: Says
}

export const METRICS = {
  new_people: {
    stage: 'acquisition',
    unit: 'people',
    rising: 'good',
    label: { 'zh-CN': '新增人数', 'zh-TW': '新增人數', en: 'New people' },
    definition: {
      'zh-CN': '首次被看到的时间在期内的人数(合并后的人)。',
      'zh-TW': '首次被看到的時間在期內的人數（合併後的人）。',
      en: 'People first seen within the period, after merges.',
    },
  },
  joined_people: {
    stage: 'acquisition',
    unit: 'people',
    rising: 'good',
    label: { 'zh-CN': '入池人数', 'zh-TW': '入池人數', en: 'Joined the pool' },
    definition: {
      'zh-CN': '期内添加过企业微信员工的人数。',
      'zh-TW': '期內加過企業微信員工好友的人數。',
      en: 'People who added a member of staff on WeCom within the period.',
    },
  },
  activated_people: {
    stage: 'activation',
    unit: 'people',
    rising: 'good',
    label: { 'zh-CN': '激活人数', 'zh-TW': '啟動人數', en: 'Activated' },
    definition: {
      'zh-CN': '期内新增、且已看过商品、内容或点过链接的人数。',
      'zh-TW': '期內新增、且已看過商品、內容或點過連結的人數。',
      en: 'People new in the period who have viewed a product or content, or clicked a link.',
    },
  },
  active_people: {
    stage: 'activation',
    unit: 'people',
    rising: 'good',
    label: { 'zh-CN': '活跃人数', 'zh-TW': '活躍人數', en: 'Active people' },
    definition: {
      'zh-CN': '期内至少有一次本人行为的人数;收到消息不算。',
      'zh-TW': '期內至少有一次本人行為的人數；收到訊息不算。',
      en: 'People who did anything themselves within the period; being sent a message does not count.',
    },
  },
  retained_percent: {
    stage: 'retention',
    unit: 'percent',
    rising: 'good',
    label: { 'zh-CN': '留存率', 'zh-TW': '留存率', en: 'Retained' },
    definition: {
      'zh-CN': '上一等长时期活跃的人中,本期仍活跃的比例。',
      'zh-TW': '上一等長時期活躍的人中，本期仍活躍的比例。',
      en: 'Of the people active in the period before (of the same length), the share active in this one.',
    },
  },
  paying_people: {
    stage: 'revenue',
    unit: 'people',
    rising: 'good',
    label: { 'zh-CN': '付费人数', 'zh-TW': '付費人數', en: 'Paying people' },
    definition: {
      'zh-CN': '期内有已支付订单的人数。',
      'zh-TW': '期內有已付款訂單的人數。',
      en: 'People with a paid order within the period.',
    },
  },
  orders: {
    stage: 'revenue',
    unit: 'times',
    rising: 'good',
    label: { 'zh-CN': '支付订单数', 'zh-TW': '付款訂單數', en: 'Paid orders' },
    definition: {
      'zh-CN': '期内支付的订单数,同一订单号只计一次。',
      'zh-TW': '期內付款的訂單數，同一訂單編號只計一次。',
      en: 'Orders paid within the period, each order id once.',
    },
  },
  net_revenue_fen: {
    stage: 'revenue',
    unit: 'fen',
    rising: 'good',
    label: { 'zh-CN': '净收入', 'zh-TW': '淨營收', en: 'Net revenue' },
    definition: {
      'zh-CN': '期内支付金额减去期内完成的退款。',
      'zh-TW': '期內付款金額減去期內完成的退款。',
      en: 'Paid within the period less refunds completed within it.',
    },
  },
  average_order_fen: {
    stage: 'revenue',
    unit: 'fen',
    rising: 'good',
    label: { 'zh-CN': '客单价', 'zh-TW': '客單價', en: 'Average order' },
    definition: {
      'zh-CN': '期内支付金额 ÷ 支付订单数(未减退款)。',
      'zh-TW': '期內付款金額 ÷ 付款訂單數（未減退款）。',
      en: 'Paid within the period ÷ paid orders, before refunds.',
    },
  },
  friends_brought: {
    stage: 'referral',
    unit: 'people',
    rising: 'good',
    label: { 'zh-CN': '好友带来人数', 'zh-TW': '好友帶來人數', en: 'Friends brought' },
    definition: {
      'zh-CN': '期内接受好友邀请的人数。',
      'zh-TW': '期內接受好友邀請的人數。',
      en: 'People who accepted a friend’s invitation within the period.',
    },
  },
  k_factor: {
    stage: 'referral',
    unit: 'ratio',
    rising: 'good',
    label: { 'zh-CN': 'K 因子', 'zh-TW': 'K 因子', en: 'K-factor' },
    definition: {
      'zh-CN': '期内接受邀请的人数 ÷ 期内活跃人数。',
      'zh-TW': '期內接受邀請的人數 ÷ 期內活躍人數。',
      en: 'People who accepted an invitation ÷ active people, both within the period.',
    },
  },
} as const satisfies Record<string, Metric>

export type MetricName = keyof typeof METRICS
export const METRIC_NAMES = Object.keys(METRICS) as MetricName[]
