import { z } from 'zod'
import { PropertyFilter } from '#modules/audience/model/happening.ts'
import { node } from '../node.ts'
import { go } from '../step.ts'

/** Lets a person in when she does something. Imported history lets nobody in. */
export const event = node({
  kind: 'event',
  role: 'trigger',
  label: { 'zh-CN': '发生事件', 'zh-TW': '發生事件', en: 'Does something' },
  hint: {
    'zh-CN': '有人做了这件事时开始旅程',
    'zh-TW': '有人做了這件事時開始旅程',
    en: 'The journey starts for whoever does this',
  },
  config: z.object({
    event: z.string().min(1).max(200),
    where: z.array(PropertyFilter).max(10).default([]),
  }),
  initial: { event: '', where: [] },
  exits: ['entered'],
  listens: ({ event: name, where }) => ({ event: name, where }),
  step: () => go('entered'),
  say: ({ event: name, where }) => ({
    'zh-CN': `发生「${name}」${where.length > 0 ? `(${where.length} 个条件)` : ''}`,
    'zh-TW': `發生「${name}」${where.length > 0 ? `（${where.length} 個條件）` : ''}`,
    en: `“${name}” happens${where.length > 0 ? ` (${where.length} conditions)` : ''}`,
  }),
  form: [
    {
      key: 'event',
      label: { 'zh-CN': '事件', 'zh-TW': '事件', en: 'Event' },
      input: { kind: 'pick', from: 'event' },
    },
    {
      key: 'where',
      label: { 'zh-CN': '属性满足', 'zh-TW': '屬性符合', en: 'Where' },
      input: { kind: 'property_filters' },
    },
  ],
})
