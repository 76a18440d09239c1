import { sql, str } from '#kernel/sql.ts'
import { z } from 'zod'
import { timeless, type Operator } from '../operator.ts'
import { Name, quote } from '../text.ts'

export const Source = z
  .strictObject({ kind: z.literal('source'), channel: Name })
  .meta({ id: 'PredicateSource' })
export type Source = z.infer<typeof Source>

/** The first touch came through this channel. */
export const source: Operator<Source> = {
  ...timeless,
  ch: (p) => sql`people.source = ${str(p.channel)}`,
  matches: (p, person) => person.source === p.channel,
  reads: () => ['source'],
  say: (p, locale) =>
    ({
      'zh-CN': `首次来源为${quote(p.channel, locale)}`,
      'zh-TW': `首次來源為${quote(p.channel, locale)}`,
      en: `first came from ${quote(p.channel, locale)}`,
    })[locale],
  form: {
    group: 'portrait',
    label: { 'zh-CN': '首次来源', 'zh-TW': '首次來源', en: 'First source' },
    hint: {
      'zh-CN': '第一次接触的渠道',
      'zh-TW': '第一次接觸的管道',
      en: 'The channel of the first touch',
    },
    initial: { kind: 'source', channel: '' },
    fields: {
      channel: {
        label: { 'zh-CN': '渠道', 'zh-TW': '管道', en: 'Channel' },
        input: { kind: 'pick', from: 'channel' },
      },
    },
  },
}
