import { sql, str } from '#kernel/sql.ts'
import { z } from 'zod'
import { timeless, type Operator } from '../operator.ts'
import { Name, quote } from '../text.ts'

export const Segment = z
  .strictObject({ kind: z.literal('segment'), segmentId: Name })
  .meta({ id: 'PredicateSegment' })
export type Segment = z.infer<typeof Segment>

/** The person is a member of another segment, as memberships stand; `reads` shows circles. */
export const segment: Operator<Segment> = {
  ...timeless,
  ch: (p) => sql`has(people.segments, ${str(p.segmentId)})`,
  matches: (p, { segments }) => segments.includes(p.segmentId),
  reads: (p) => [`segment:${p.segmentId}`],
  say: (p, locale, _inner, segmentName) =>
    ({
      'zh-CN': `属于人群${quote(segmentName(p.segmentId), locale)}`,
      'zh-TW': `屬於受眾${quote(segmentName(p.segmentId), locale)}`,
      en: `is in segment ${quote(segmentName(p.segmentId), locale)}`,
    })[locale],
  form: {
    group: 'membership',
    label: { 'zh-CN': '属于人群', 'zh-TW': '屬於受眾', en: 'In a segment' },
    hint: {
      'zh-CN': '是另一个人群的成员',
      'zh-TW': '是另一個受眾的成員',
      en: 'Is a member of another segment',
    },
    initial: { kind: 'segment', segmentId: '' },
    fields: {
      segmentId: {
        label: { 'zh-CN': '人群', 'zh-TW': '受眾', en: 'Segment' },
        input: { kind: 'pick', from: 'segment' },
      },
    },
  },
}
