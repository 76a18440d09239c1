import {
  after,
  Duration,
  durationFields,
  isWithinYear,
  sayDuration,
  TOO_LONG,
} from '../duration.ts'
import { node } from '../node.ts'
import { go, wait as hold } from '../step.ts'

/** Holds a person for a while, counted from the instant she came, whenever a worker looks. */
export const wait = node({
  kind: 'wait',
  role: 'wait',
  label: { 'zh-CN': '等待', 'zh-TW': '等待', en: 'Wait' },
  hint: {
    'zh-CN': '停留一段时间再继续',
    'zh-TW': '停留一段時間再繼續',
    en: 'Stay for a while, then go on',
  },
  config: Duration.refine(isWithinYear, TOO_LONG),
  initial: { amount: 1, unit: 'days' },
  exits: ['waited'],
  exitLabels: { waited: { 'zh-CN': '时间到', 'zh-TW': '時間到', en: 'Time is up' } },
  step(config, { now, enteredAt }) {
    const until = after(enteredAt, config)
    return now < until ? hold(until) : go('waited', until)
  },
  say: (config) => ({
    'zh-CN': `等待 ${sayDuration(config)['zh-CN']}`,
    'zh-TW': `等待 ${sayDuration(config)['zh-TW']}`,
    en: `Wait ${sayDuration(config).en}`,
  }),
  form: durationFields({ 'zh-CN': '等待', 'zh-TW': '等待', en: 'Wait' }),
})
