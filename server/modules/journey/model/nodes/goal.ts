import { z } from 'zod'
import { PropertyFilter } from '#modules/audience/model/happening.ts'
import { Predicate } from '#modules/audience/model/predicate.ts'
import { say } from '#modules/audience/model/say.ts'
import { node } from '../node.ts'
import { go } from '../step.ts'

const Config = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('event'),
    event: z.string().min(1).max(200),
    where: z.array(PropertyFilter).max(10).default([]),
  }),
  z.object({ by: z.literal('predicate'), predicate: Predicate }),
])

/**
 * What the journey is for. Wherever she stands, reaching it brings her here at once; whoever comes
 * here along an edge has reached it too.
 */
export const goal = node({
  kind: 'goal',
  role: 'goal',
  label: { 'zh-CN': '目标', 'zh-TW': '目標', en: 'Goal' },
  hint: {
    'zh-CN': '旅程中任何位置达成目标,立即离开',
    'zh-TW': '旅程中任何位置達成目標，立即離開',
    en: 'Reached from anywhere in the journey, at once',
  },
  config: Config,
  initial: { by: 'event', event: 'order_paid', where: [] },
  exits: ['reached'],
  openExits: ['reached'],
  exitLabels: { reached: { 'zh-CN': '达成', 'zh-TW': '達成', en: 'Reached' } },
  asks: (config) => (config.by === 'predicate' ? config.predicate : undefined),
  listens: (config) => (config.by === 'event' ? config : undefined),
  step: () => go('reached'),
  say: (config) =>
    config.by === 'event'
      ? {
          'zh-CN': `目标:「${config.event}」`,
          'zh-TW': `目標：「${config.event}」`,
          en: `Goal: “${config.event}”`,
        }
      : {
          'zh-CN': `目标:${say(config.predicate, 'zh-CN')}`,
          'zh-TW': `目標：${say(config.predicate, 'zh-TW')}`,
          en: `Goal: ${say(config.predicate, 'en')}`,
        },
  form: [
    {
      key: 'by',
      label: { 'zh-CN': '怎样算达成', 'zh-TW': '怎樣算達成', en: 'Reached by' },
      input: {
        kind: 'choice',
        options: [
          { value: 'event', label: { 'zh-CN': '发生事件', 'zh-TW': '發生事件', en: 'An event' } },
          {
            value: 'predicate',
            label: { 'zh-CN': '满足条件', 'zh-TW': '符合條件', en: 'A condition' },
          },
        ],
      },
    },
    {
      key: 'event',
      label: { 'zh-CN': '事件', 'zh-TW': '事件', en: 'Event' },
      input: { kind: 'pick', from: 'event' },
      when: { key: 'by', in: ['event'] },
    },
    {
      key: 'where',
      label: { 'zh-CN': '属性满足', 'zh-TW': '屬性符合', en: 'Where' },
      input: { kind: 'property_filters' },
      when: { key: 'by', in: ['event'] },
    },
    {
      key: 'predicate',
      label: { 'zh-CN': '条件', 'zh-TW': '條件', en: 'Condition' },
      input: { kind: 'condition' },
      when: { key: 'by', in: ['predicate'] },
    },
  ],
})
