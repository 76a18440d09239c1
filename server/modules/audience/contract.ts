import { z } from 'zod'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { Predicate } from './model/predicate.ts'

const instant = z.iso.datetime({ offset: true })
const segmentId = z.uuid()
const name = z.string().trim().min(1).max(100)
const purpose = z.string().trim().max(500).default('')
const state = z.enum(['draft', 'live', 'archived'])

export const SegmentView = z.object({
  segmentId,
  name,
  purpose: z.string(),
  predicate: Predicate,
  /** the condition as a sentence, in the caller's language */
  says: z.string(),
  state,
  version: z.int(),
  members: z.int(),
  /** everybody has been looked at under this version */
  complete: z.boolean(),
  createdAt: instant,
  changedAt: instant,
  changedBy: z.string(),
})

const PersonBrief = z.object({
  personId: bigId,
  name: z.string().nullable(),
  stage: z.string(),
  tier: z.string().nullable(),
})

export interface Explained {
  kind: string
  says: string
  holds: boolean
  messageIds: string[]
  lastAt: string | null
  parts: Explained[]
}
export const Explained: z.ZodType<Explained> = z
  .object({
    kind: z.string(),
    says: z.string(),
    holds: z.boolean(),
    messageIds: z.array(z.string()),
    lastAt: instant.nullable(),
    parts: z.array(z.lazy(() => Explained)),
  })
  .meta({ id: 'Explained' })

const no_such_segment = {
  status: 404,
  en: 'There is no such segment.',
  'zh-CN': '没有这个人群。',
  'zh-TW': '沒有這個受眾。',
} as const
const no_such_person = {
  status: 404,
  en: 'There is no such person here.',
  'zh-CN': '这里没有这个人。',
  'zh-TW': '這裡沒有這個人。',
} as const
const name_taken = {
  status: 409,
  en: 'Another segment is called “{name}”. Choose another name.',
  'zh-CN': '已有名为“{name}”的人群,请换一个名称。',
  'zh-TW': '已有名為「{name}」的受眾，請換一個名稱。',
} as const
const stands_in_itself = {
  status: 422,
  en: 'The condition refers, by way of other segments, to this very segment.',
  'zh-CN': '该条件经由其他人群引用了自身。',
  'zh-TW': '此條件經由其他受眾引用了自己。',
} as const
const used_elsewhere = {
  status: 409,
  en: 'Other segments refer to this one: {names}. Change them first.',
  'zh-CN': '其他人群引用了它:{names}。请先修改它们。',
  'zh-TW': '其他受眾引用了它：{names}。請先修改它們。',
} as const

export const audienceRefusals = {
  no_such_segment,
  no_such_person,
  name_taken,
  stands_in_itself,
  used_elsewhere,
} as const

export const audienceContract = {
  listSegments: route({
    method: 'GET',
    path: '/segments',
    summary: 'Segments',
    may: 'audience:read',
    input: z.object({ ...pageInput, q: z.string().max(100).optional(), state: state.optional() }),
    output: pageOf(SegmentView),
  }),
  segment: route({
    method: 'GET',
    path: '/segments/{segmentId}',
    summary: 'One segment, with what happened to it by day',
    may: 'audience:read',
    input: z.object({ segmentId }),
    output: SegmentView.extend({
      days: z.array(z.object({ day: z.string(), entered: z.int(), left: z.int() })),
    }),
    refusals: { no_such_segment },
  }),
  createSegment: route({
    method: 'POST',
    path: '/segments',
    summary: 'Make a segment; live at once if asked',
    may: 'audience:write',
    input: z.object({ name, purpose, predicate: Predicate, live: z.boolean().default(false) }),
    output: SegmentView,
    refusals: { name_taken, no_such_segment, stands_in_itself },
  }),
  changeSegment: route({
    method: 'PUT',
    path: '/segments/{segmentId}',
    summary: 'Change name, purpose or condition',
    may: 'audience:write',
    input: z.object({ segmentId, name, purpose, predicate: Predicate }),
    output: SegmentView,
    refusals: { no_such_segment, name_taken, stands_in_itself },
  }),
  setSegmentState: route({
    method: 'POST',
    path: '/segments/{segmentId}/state',
    summary: 'Make it live, rest it as a draft, or archive it',
    may: 'audience:write',
    input: z.object({ segmentId, state }),
    output: SegmentView,
    refusals: { no_such_segment, used_elsewhere, name_taken },
  }),
  members: route({
    method: 'GET',
    path: '/segments/{segmentId}/members',
    summary: 'Who is in, since when and why',
    may: 'audience:read',
    input: z.object({ segmentId, ...pageInput }),
    output: pageOf(PersonBrief.extend({ since: instant, why: z.string() })),
    refusals: { no_such_segment },
  }),
  preview: route({
    method: 'POST',
    path: '/segments/preview',
    summary: 'How many people a condition holds for, with a sample of 20',
    may: 'audience:read',
    input: z.object({ predicate: Predicate, asOf: instant.optional() }),
    output: z.object({
      count: z.int(),
      of: z.int(),
      says: z.string(),
      sample: z.array(PersonBrief),
      asOf: instant,
      tookMs: z.number(),
    }),
    refusals: { no_such_segment },
  }),
  explain: route({
    method: 'GET',
    path: '/segments/{segmentId}/explain/{personId}',
    summary: 'Why is she in it, or why not; since when, by which events',
    may: 'audience:read',
    input: z.object({ segmentId, personId: bigId }),
    output: z.object({
      member: z.boolean(),
      since: instant.nullable(),
      why: z.string().nullable(),
      explanation: Explained,
      /** the next instant at which the answer may change by time alone */
      nextFlipAt: instant.nullable(),
      asOf: instant,
    }),
    refusals: { no_such_segment, no_such_person },
  }),
  segmentsOfPerson: route({
    method: 'GET',
    path: '/people/{personId}/segments',
    summary: 'Segments a person is in, and every one she entered or left',
    may: 'audience:read',
    input: z.object({ personId: bigId }),
    output: z.object({
      items: z.array(z.object({ segmentId, name: z.string(), since: instant, why: z.string() })),
      passages: z.array(
        z.object({
          segmentId,
          name: z.string(),
          at: instant,
          entered: z.boolean(),
          why: z.string(),
        }),
      ),
    }),
  }),
  overlap: route({
    method: 'GET',
    path: '/segments/{segmentId}/overlap/{otherId}',
    summary: 'How many people two segments share',
    may: 'audience:read',
    input: z.object({ segmentId, otherId: segmentId }),
    output: z.object({ inFirst: z.int(), inSecond: z.int(), inBoth: z.int() }),
    refusals: { no_such_segment },
  }),
  vocabulary: route({
    method: 'GET',
    path: '/segments/vocabulary',
    summary: 'Events, properties, attributes, tags, channels seen: what a builder suggests',
    may: 'audience:read',
    input: z.object({}),
    output: z.object({
      events: z.array(
        z.object({
          event: z.string(),
          /** what operators call it; null: a sender's own name */
          label: z.string().nullable(),
          times: z.int().describe('0 for events that operators named: count them by a preview'),
          properties: z.array(z.string()),
        }),
      ),
      attributes: z.array(z.string()),
      tags: z.array(z.string()),
      channels: z.array(z.string()),
      carriers: z.array(z.string()),
    }),
  }),
}
