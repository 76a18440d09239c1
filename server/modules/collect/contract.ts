import { z } from 'zod'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { alarmRoutes } from './contract/alarms.ts'
import { hookRoutes } from './contract/hooks.ts'
import { namedEventRoutes } from './contract/named-events.ts'
import { rowRoutes } from './contract/rows.ts'
import { finding, planRoutes } from './contract/plan.ts'
import { Edits } from './model/mend.ts'

const instant = z.iso.datetime()

const writeKey = z.object({
  id: z.uuid(),
  /** the source's name: every event that comes with the key carries it */
  name: z.string(),
  prefix: z.string(),
  createdAt: instant,
  revokedAt: instant.nullable(),
})
export type WriteKeyView = z.infer<typeof writeKey>

const liveEvent = z.object({
  /** `position.index`: newer is greater; goes back as `after` */
  cursor: z.string(),
  position: z.string(),
  event: z.string(),
  /** what operators named it afterwards */
  named: z.array(z.string()),
  personId: bigId,
  identId: bigId,
  at: instant,
  receivedAt: instant,
  source: z.string(),
  channel: z.string(),
  /** of an order or a refund: the same, whoever tells of it */
  messageId: z.string(),
  /** the sender's own id of this telling, where `messageId` names what happened */
  toldAs: z.string().nullable(),
  /** false: another sender had told of it before, and it changed no number */
  counts: z.boolean(),
  history: z.boolean(),
  /** where it departs from the plan as it is now; events of our own never do */
  findings: z.array(finding),
  /** under our names */
  canonical: z.record(z.string(), z.unknown()),
  /** as it was sent */
  raw: z.unknown(),
})
export type LiveEvent = z.infer<typeof liveEvent>

const source = z.object({
  name: z.string(),
  lastEventAt: instant.nullable(),
  /** events an hour, the oldest first, the running hour last */
  perHour: z.array(z.int()),
  events: z.int(),
})

const deadLetter = z.object({
  id: bigId,
  /** `collect`, or the module that could not take it */
  stage: z.string(),
  position: z.string(),
  index: z.int(),
  messageId: z.string().nullable(),
  field: z.string(),
  reason: z.string(),
  source: z.string(),
  at: instant,
  raw: z.unknown(),
})

const cursor = z.string().regex(/^\d{1,18}\.\d{1,9}$/, 'must be a cursor of an earlier answer')

/** Letters that are wrong in the same way, and how to put them right. */
const kindOfLetters = z.object({
  source: z.string().max(300),
  field: z.string().max(300),
  reason: z.string().max(1_000),
  edits: Edits,
})
const letterPlace = z.object({ position: bigId, index: z.int().min(-1) })

export const SETTLED_REFUSALS = {
  no_such_position: {
    status: 404,
    en: 'No batch was ever given the position {position}.',
    'zh-CN': '不存在位置为 {position} 的批次。',
    'zh-TW': '不存在位置為 {position} 的批次。',
  },
} as const

export const KEY_REFUSALS = {
  no_such_key: {
    status: 404,
    en: 'There is no such key.',
    'zh-CN': '没有这个密钥。',
    'zh-TW': '沒有這個金鑰。',
  },
} as const

export const collectContract = {
  ...alarmRoutes,
  ...hookRoutes,
  ...rowRoutes,
  ...namedEventRoutes,
  ...planRoutes,
  settled: route({
    method: 'GET',
    path: '/settled',
    summary: 'Wait until everything up to a position is visible everywhere',
    may: 'collect:read',
    input: z.object({
      position: z.string().regex(/^\d{1,18}$/, 'must be a position that a batch was answered with'),
      timeoutMs: z.int().min(0).max(120_000).default(10_000),
    }),
    output: z.object({ settled: z.boolean(), position: z.string() }),
    refusals: SETTLED_REFUSALS,
  }),
  live: route({
    method: 'GET',
    path: '/collect/live',
    summary: 'The newest events, as they were sent and as they were understood',
    may: 'collect:read',
    input: z.object({
      after: cursor.optional(),
      event: z.string().max(200).optional(),
      person: bigId.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.object({
      items: z.array(liveEvent),
      stats: z.object({
        /** over the last minute */
        eventsPerSecond: z.number(),
        /** from accepted to queryable, over the last minute; null when nothing came */
        delayMs: z.number().nullable(),
        waitingBatches: z.int(),
      }),
    }),
  }),
  sources: route({
    method: 'GET',
    path: '/collect/sources',
    summary: 'Where events come from, when the last one came, how many an hour',
    may: 'collect:read',
    input: z.object({ hours: z.int().min(1).max(168).default(24) }),
    output: z.object({ items: z.array(source) }),
  }),
  deadLetters: route({
    method: 'GET',
    path: '/collect/dead-letters',
    summary: 'Events that could not be taken, whole, with the reason',
    may: 'collect:read',
    input: z.object({
      ...pageInput,
      stage: z.string().max(50).optional(),
      state: z.enum(['open', 'sent_again']).default('open'),
    }),
    output: pageOf(deadLetter).extend({
      reasons: z.array(
        z.object({
          stage: z.string(),
          source: z.string(),
          field: z.string(),
          reason: z.string().describe('in English: the kind, as mending asks for it'),
          says: z.string().describe('the same in the reader’s language'),
          letters: z.int(),
          lastAt: instant,
        }),
      ),
      totals: z.object({ open: z.int(), sentAgain: z.int() }),
    }),
  }),
  previewMend: route({
    method: 'POST',
    path: '/collect/dead-letters/preview',
    summary: 'What edits would do to refused events of one kind',
    may: 'collect:read',
    input: kindOfLetters,
    output: z.object({
      letters: z.int(),
      looked: z.int().describe('the oldest so many were read again'),
      taken: z.int().describe('of them would be taken'),
      samples: z.array(
        z.object({
          id: bigId,
          raw: z.unknown(),
          mended: z.unknown(),
          event: z.string().nullable(),
          canonical: z.record(z.string(), z.unknown()).nullable(),
          why: z.object({ field: z.string(), reason: z.string() }).nullable(),
        }),
      ),
    }),
  }),
  mend: route({
    method: 'POST',
    path: '/collect/dead-letters/send-again',
    summary: 'Send refused events of one kind again, mended, in the order they came',
    may: 'collect:write',
    input: kindOfLetters.extend({ after: letterPlace.optional() }),
    output: z.object({
      sentAgain: z.int(),
      refused: z.int().describe('still refused, and kept as they are'),
      next: letterPlace.nullable().describe('goes back as `after`; null: all were read'),
    }),
  }),
  writeKeys: route({
    method: 'GET',
    path: '/collect/write-keys',
    summary: 'The keys that may send events',
    may: 'collect:read',
    input: z.object({}),
    output: z.object({ items: z.array(writeKey) }),
  }),
  createWriteKey: route({
    method: 'POST',
    path: '/collect/write-keys',
    summary: 'Make a key; it is shown this once',
    may: 'collect:write',
    input: z.object({ name: z.string().trim().min(1).max(100) }),
    output: writeKey.extend({ key: z.string() }),
  }),
  revokeWriteKey: route({
    method: 'POST',
    path: '/collect/write-keys/{id}/revoke',
    summary: 'Refuse what comes with this key from now on',
    may: 'collect:write',
    input: z.object({ id: z.uuid() }),
    output: z.object({ revoked: z.literal(true) }),
    refusals: KEY_REFUSALS,
  }),
}
