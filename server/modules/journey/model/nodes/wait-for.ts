import { z } from 'zod'
import { PropertyFilter } from '#modules/audience/model/happening.ts'
import {
  after,
  Duration,
  durationFields,
  isWithinYear,
  sayDuration,
  TOO_LONG,
} from '../duration.ts'
import { node } from '../node.ts'
import { go, wait } from '../step.ts'

/** Holds a person until an event happens or patience runs out. Of the two, the earlier one counts. */
export const waitFor = node({
  kind: 'wait_for',
  role: 'wait',
  label: { 'zh-CN': '等待事件', 'zh-TW': '等待事件', en: 'Wait for an event' },
  hint: {
    'zh-CN': '等某件事发生,或等到超时',
    'zh-TW': '等某件事發生，或等到逾時',
    en: 'Until something happens or time runs out',
  },
  config: Duration.extend({
    event: z.string().min(1).max(200),
    where: z.array(PropertyFilter).max(10).default([]),
  }).refine(isWithinYear, TOO_LONG),
  initial: { event: '', where: [], amount: 1, unit: 'days' },
  exits: ['happened', 'timed_out'],
  exitLabels: {
    happened: { 'zh-CN': '已发生', 'zh-TW': '已發生', en: 'Happened' },
    timed_out: { 'zh-CN': '超时', 'zh-TW': '逾時', en: 'Timed out' },
  },
  listens: ({ event, where }) => ({ event, where }),
  step(config, { now, enteredAt, heard }) {
    const deadline = after(enteredAt, config)
    const inTime = heard.find(({ at }) => at <= deadline)
    if (inTime) return go('happened', inTime.at)
    return now < deadline ? wait(deadline) : go('timed_out', deadline)
  },
  say: (config) => ({
    'zh-CN': `最多等 ${sayDuration(config)['zh-CN']},看是否「${config.event}」`,
    'zh-TW': `最多等 ${sayDuration(config)['zh-TW']}，看是否「${config.event}」`,
    en: `Up to ${sayDuration(config).en} for “${config.event}”`,
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
    ...durationFields({ 'zh-CN': '最多等', 'zh-TW': '最多等', en: 'At most' }),
  ],
})
