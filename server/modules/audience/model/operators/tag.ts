import { sql, str } from '#kernel/sql.ts'
import { z } from 'zod'
import { timeless, type Operator } from '../operator.ts'
import { Name, quote } from '../text.ts'

export const Tag = z
  .strictObject({ kind: z.literal('tag'), tag: Name })
  .meta({ id: 'PredicateTag' })
export type Tag = z.infer<typeof Tag>

/** The person carries the tag. */
export const tag: Operator<Tag> = {
  ...timeless,
  ch: (p) => sql`has(people.tags, ${str(p.tag)})`,
  matches: (p, { tags }) => tags.some((one) => one.tag === p.tag),
  reads: (p) => [`tag:${p.tag}`],
  say: (p, locale) =>
    ({
      'zh-CN': `有标签${quote(p.tag, locale)}`,
      'zh-TW': `有標籤${quote(p.tag, locale)}`,
      en: `has tag ${quote(p.tag, locale)}`,
    })[locale],
  form: {
    group: 'portrait',
    label: { 'zh-CN': '标签', 'zh-TW': '標籤', en: 'Tag' },
    hint: { 'zh-CN': '带有某个标签', 'zh-TW': '帶有某個標籤', en: 'Carries a tag' },
    initial: { kind: 'tag', tag: '' },
    fields: {
      tag: {
        label: { 'zh-CN': '标签', 'zh-TW': '標籤', en: 'Tag' },
        input: { kind: 'pick', from: 'tag' },
      },
    },
  },
}
