import { z } from 'zod'
import { CARRIER_SAYS, LETTER_CARRIERS, LetterKind } from '#modules/deliver/model/carrier.ts'
import { node } from '../node.ts'
import { act } from '../step.ts'

/**
 * Asks for a letter to be sent. The budget may hold it until the morning or withhold it; what the
 * carrier makes of it afterwards is the letter's own story, not this run's.
 */
export const send = node({
  kind: 'send',
  role: 'act',
  label: { 'zh-CN': '发送内容', 'zh-TW': '傳送內容', en: 'Send content' },
  hint: {
    'zh-CN': '按顺序选第一个能触达的渠道,受触达预算约束',
    'zh-TW': '依順序選第一個能觸及的管道，受觸及預算限制',
    en: 'By the first carrier that reaches her, within the message budget',
  },
  config: z.object({
    contentId: z.uuid(),
    carriers: z.array(z.enum(LETTER_CARRIERS)).max(4),
    letterKind: LetterKind.default('marketing'),
  }),
  initial: { contentId: '', carriers: ['wecom_message'], letterKind: 'marketing' },
  exits: ['sent_or_queued', 'withheld'],
  openExits: ['withheld'],
  exitLabels: {
    sent_or_queued: { 'zh-CN': '已发或待发', 'zh-TW': '已傳或待傳', en: 'Sent or queued' },
    withheld: { 'zh-CN': '未发', 'zh-TW': '未傳送', en: 'Withheld' },
  },
  refs: ({ contentId }) => [{ kind: 'content', id: contentId }],
  faults: ({ carriers }) => [
    ...(carriers.length === 0
      ? [
          {
            code: 'no_carrier',
            says: { 'zh-CN': '没有选择渠道', 'zh-TW': '沒有選擇管道', en: 'No carrier is chosen' },
          },
        ]
      : []),
    ...(new Set(carriers).size < carriers.length
      ? [
          {
            code: 'same_carrier_twice',
            says: {
              'zh-CN': '同一渠道出现了两次',
              'zh-TW': '同一管道出現了兩次',
              en: 'A carrier is named twice',
            },
          },
        ]
      : []),
  ],
  step: ({ contentId, carriers, letterKind }) =>
    act(
      { kind: 'send', contentId, carriers, letterKind },
      { done: 'sent_or_queued', refused: 'withheld' },
    ),
  say: ({ carriers }) => ({
    'zh-CN': `发送:${carriers.map((carrier) => CARRIER_SAYS[carrier]['zh-CN']).join(' → ')}`,
    'zh-TW': `傳送：${carriers.map((carrier) => CARRIER_SAYS[carrier]['zh-TW']).join(' → ')}`,
    en: `Send by ${carriers.map((carrier) => CARRIER_SAYS[carrier].en).join(', else ')}`,
  }),
  form: [
    {
      key: 'contentId',
      label: { 'zh-CN': '内容', 'zh-TW': '內容', en: 'Content' },
      input: { kind: 'pick', from: 'content' },
    },
    {
      key: 'carriers',
      label: {
        'zh-CN': '渠道(按优先顺序)',
        'zh-TW': '管道（依優先順序）',
        en: 'Carriers, the preferred first',
      },
      input: { kind: 'carriers' },
    },
    {
      key: 'letterKind',
      label: { 'zh-CN': '性质', 'zh-TW': '性質', en: 'Kind' },
      input: {
        kind: 'choice',
        options: [
          { value: 'marketing', label: { 'zh-CN': '营销', 'zh-TW': '行銷', en: 'Marketing' } },
          { value: 'service', label: { 'zh-CN': '服务通知', 'zh-TW': '服務通知', en: 'Service' } },
        ],
      },
    },
  ],
})
