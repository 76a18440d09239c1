import { z } from 'zod'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import type { RefusalDefs } from '#kernel/refusal.ts'
import { route } from '#kernel/route.ts'
import { Carrier, LETTER_CARRIERS, LetterKind } from './model/carrier.ts'
import { LetterState } from './model/letter.ts'
import { Policy } from './model/policy.ts'
import { ReasonCode } from './model/reason.ts'

const instant = z.iso.datetime()
const Says = z.object({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() })

export const deliverRefusals = {
  no_such_segment: {
    status: 404,
    en: 'There is no such segment here.',
    'zh-CN': '这里没有这个人群。',
    'zh-TW': '這裡沒有這個受眾。',
  },
  no_such_content: {
    status: 404,
    en: 'There is no published content of that id.',
    'zh-CN': '没有这个内容,或尚未发布。',
    'zh-TW': '沒有這個內容，或尚未發布。',
  },
  no_such_broadcast: {
    status: 404,
    en: 'There is no such broadcast here.',
    'zh-CN': '这里没有这个群发。',
    'zh-TW': '這裡沒有這個群發。',
  },
} as const satisfies RefusalDefs

const Letter = z
  .object({
    letterId: z.uuid(),
    personId: bigId.nullable(),
    contentId: z.uuid().nullable(),
    kind: LetterKind,
    carrier: Carrier.nullable(),
    carriers: z.array(Carrier),
    state: LetterState,
    /** the state in words; a created WeCom task is not a sent letter */
    says: Says,
    reason: ReasonCode.nullable(),
    reasonSays: Says.nullable(),
    capId: z.string().nullable(),
    origin: z.object({
      journeyId: z.uuid().nullable(),
      nodeId: z.string().nullable(),
      runId: z.uuid().nullable(),
      campaignId: z.uuid().nullable(),
    }),
    requestedAt: instant,
    dueAt: instant.nullable(),
    sentAt: instant.nullable(),
  })
  .meta({ id: 'Letter' })

const Room = z.object({ capId: z.string(), max: z.int(), used: z.int(), left: z.int() })

const Broadcast = z
  .object({
    id: z.uuid(),
    name: z.string(),
    segmentId: z.uuid(),
    contentId: z.uuid(),
    carriers: z.array(Carrier),
    kind: LetterKind,
    state: z.enum(['running', 'stopped', 'done']),
    people: z.int(),
    /** letters by state */
    letters: z.record(z.string(), z.int()),
    createdAt: instant,
    createdBy: z.string(),
  })
  .meta({ id: 'Broadcast' })

const Plan = z.object({
  people: z.int(),
  /** of the people looked at: how many by which carrier, and how many withheld by which reason */
  looked: z.int(),
  byCarrier: z.record(z.string(), z.int()),
  held: z.int(),
  withheld: z.record(z.string(), z.int()),
})

const broadcastInput = {
  segmentId: z.uuid(),
  contentId: z.uuid(),
  carriers: z.array(z.enum(LETTER_CARRIERS)).min(1).max(4),
  kind: LetterKind.default('marketing'),
}

export const deliverContract = {
  listLetters: route({
    method: 'GET',
    path: '/deliver/letters',
    summary: 'Letters sent, under way and withheld, the newest first',
    may: 'deliver:read',
    input: z.object({
      ...pageInput,
      personId: bigId.optional(),
      state: LetterState.optional(),
      reason: ReasonCode.optional(),
      carrier: Carrier.optional(),
      journeyId: z.uuid().optional(),
      nodeId: z.string().max(40).optional(),
      campaignId: z.uuid().optional(),
    }),
    output: pageOf(Letter),
  }),
  budgetPolicy: route({
    method: 'GET',
    path: '/deliver/policy',
    summary: 'The message budget: caps, quiet hours, consent',
    may: 'deliver:read',
    input: z.object({}),
    output: z.object({ policy: Policy, isDefault: z.boolean() }),
  }),
  setBudgetPolicy: route({
    method: 'PUT',
    path: '/deliver/policy',
    summary: 'Set the message budget',
    may: 'deliver:write',
    input: z.object({ policy: Policy }),
    output: z.object({ policy: Policy, isDefault: z.boolean() }),
  }),
  previewBudgetPolicy: route({
    method: 'POST',
    path: '/deliver/policy/preview',
    summary: 'What this budget would have done with the letters asked for in the last days',
    may: 'deliver:read',
    input: z.object({ policy: Policy, days: z.int().min(1).max(31).default(7) }),
    output: z.object({
      letters: z.int(),
      sentBefore: z.int(),
      sentNow: z.int(),
      withheld: z.record(z.string(), z.int()),
      says: Says,
    }),
  }),
  budgetReport: route({
    method: 'GET',
    path: '/deliver/budget',
    summary: 'By day: sent, and withheld by reason; people near their caps',
    may: 'deliver:read',
    input: z.object({ days: z.int().min(1).max(92).default(14) }),
    output: z.object({
      asOf: instant,
      timeZone: z.string(),
      days: z.array(
        z.object({
          day: z.iso.date(),
          byState: z.record(z.string(), z.int()),
          byReason: z.record(z.string(), z.int()),
          byCarrier: z.record(z.string(), z.int()),
        }),
      ),
      /** how many people have used how much of each cap now */
      caps: z.array(
        z.object({
          capId: z.string(),
          max: z.int(),
          used: z.array(z.object({ used: z.int(), people: z.int() })),
        }),
      ),
    }),
  }),
  reachOfPerson: route({
    method: 'GET',
    path: '/deliver/people/{personId}',
    summary: 'How a person can be reached, what is left of her budget, and what she got or not',
    may: 'deliver:read',
    input: z.object({ personId: bigId }),
    output: z.object({
      personId: bigId,
      carriers: z.array(
        z.object({
          carrier: Carrier,
          says: Says,
          since: instant,
          /** through whom: a member of staff, an app */
          through: z.string(),
          optedOut: z.boolean(),
          windowClosesAt: instant.nullable(),
          windowLeft: z.int().nullable(),
        }),
      ),
      room: z.array(Room),
      quietUntil: instant.nullable(),
      letters: z.array(Letter),
    }),
  }),
  reasons: route({
    method: 'GET',
    path: '/deliver/reasons',
    summary: 'Every reason for not sending, in words',
    may: 'deliver:read',
    input: z.object({}),
    output: z.object({ items: z.array(z.object({ reason: ReasonCode, says: Says })) }),
  }),
  planBroadcast: route({
    method: 'POST',
    path: '/deliver/broadcasts/plan',
    summary: 'Who would get it, by which carrier, and who not and why; nothing is written',
    may: 'deliver:read',
    input: z.object(broadcastInput),
    output: Plan,
    refusals: {
      no_such_segment: deliverRefusals.no_such_segment,
      no_such_content: deliverRefusals.no_such_content,
    },
  }),
  startBroadcast: route({
    method: 'POST',
    path: '/deliver/broadcasts',
    summary: 'Send one content to one segment, within everybody’s budget',
    may: 'deliver:write',
    input: z.object({ name: z.string().trim().min(1).max(100), ...broadcastInput }),
    output: Broadcast,
    refusals: {
      no_such_segment: deliverRefusals.no_such_segment,
      no_such_content: deliverRefusals.no_such_content,
    },
  }),
  listBroadcasts: route({
    method: 'GET',
    path: '/deliver/broadcasts',
    summary: 'Broadcasts, the newest first',
    may: 'deliver:read',
    input: z.object(pageInput),
    output: pageOf(Broadcast),
  }),
  broadcast: route({
    method: 'GET',
    path: '/deliver/broadcasts/{id}',
    summary: 'One broadcast with its letters by state',
    may: 'deliver:read',
    input: z.object({ id: z.uuid() }),
    output: Broadcast,
    refusals: { no_such_broadcast: deliverRefusals.no_such_broadcast },
  }),
  stopBroadcast: route({
    method: 'POST',
    path: '/deliver/broadcasts/{id}/stop',
    summary: 'Stop it: nothing more goes out; what staff have in hand already stays theirs',
    may: 'deliver:write',
    input: z.object({ id: z.uuid() }),
    output: Broadcast,
    refusals: { no_such_broadcast: deliverRefusals.no_such_broadcast },
  }),
}
