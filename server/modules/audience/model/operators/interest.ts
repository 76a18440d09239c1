import { float, sql, str } from '#kernel/sql.ts'
import { z } from 'zod'
import { timeless, type Operator } from '../operator.ts'
import { Name, quote } from '../text.ts'

export const Interest = z
  .strictObject({ kind: z.literal('interest'), tag: Name, gte: z.number() })
  .meta({ id: 'PredicateInterest' })
export type Interest = z.infer<typeof Interest>

/** The person's interest in a content tag reaches a score; no record of it is 0. */
export const interest: Operator<Interest> = {
  ...timeless,
  ch: (p) => sql`people.interests[${str(p.tag)}] >= ${float(p.gte)}`,
  matches: (p, { interests }) =>
    (Object.hasOwn(interests, p.tag) ? (interests[p.tag] ?? 0) : 0) >= p.gte,
  reads: (p) => [`interest:${p.tag}`],
  say: (p, locale) =>
    ({
      'zh-CN': `对${quote(p.tag, locale)}的兴趣不低于 ${p.gte}`,
      'zh-TW': `對${quote(p.tag, locale)}的興趣不低於 ${p.gte}`,
      en: `interest in ${quote(p.tag, locale)} is at least ${p.gte}`,
    })[locale],
  form: {
    group: 'portrait',
    label: { 'zh-CN': '兴趣', 'zh-TW': '興趣', en: 'Interest' },
    hint: {
      'zh-CN': '由点击、收藏、转化得来的兴趣分',
      'zh-TW': '由點擊、收藏、轉換得來的興趣分數',
      en: 'A score earned by clicks, favourites, orders',
    },
    initial: { kind: 'interest', tag: '', gte: 1 },
    fields: {
      tag: {
        label: { 'zh-CN': '内容标签', 'zh-TW': '內容標籤', en: 'Content tag' },
        input: { kind: 'pick', from: 'tag' },
      },
      gte: {
        label: { 'zh-CN': '不低于', 'zh-TW': '不低於', en: 'At least' },
        input: { kind: 'number' },
      },
    },
  },
}
