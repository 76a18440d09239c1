import { z } from 'zod'
import { route } from '#kernel/route.ts'
import { Definition, MODES, TYPES } from '../model/plan/definition.ts'

const instant = z.iso.datetime()
const event = z.string().trim().min(1).max(200)
const mode = z.enum(MODES)

const planned = z.object({
  event: z.string(),
  /** the workspace's own words, else the default plan's in the reader's language */
  label: z.string(),
  definition: Definition,
  origin: z.enum(['default', 'own']),
  /** goes back with a change; 0: the default plan's own */
  version: z.int(),
  archivedAt: instant.nullable(),
  changedAt: instant.nullable(),
  changedBy: z.string().nullable(),
})
export type PlannedEventView = z.infer<typeof planned>

/** Where one event departs from the plan. */
export const finding = z.object({
  kind: z.enum(['unknown_event', 'unknown_property', 'wrong_type', 'missing', 'not_allowed']),
  property: z.string(),
  expected: z.string(),
  came: z.string(),
  mode,
})

const drift = z.object({
  event: z.string(),
  /** '' where it is the event itself */
  property: z.string(),
  kind: z.enum(['unknown_event', 'unknown_property', 'wrong_type', 'missing']),
  source: z.string(),
  expected: z.enum(TYPES).nullable(),
  came: z.enum(TYPES).nullable(),
  mode,
  events: z.int(),
  firstAt: instant,
  lastAt: instant,
})
export type DriftView = z.infer<typeof drift>

const plan_changed = {
  status: 409,
  en: 'Somebody else has changed “{event}” since. Load the plan again and repeat your change.',
  'zh-CN': '“{event}”已被他人修改。请重新加载方案后再改一次。',
  'zh-TW': '「{event}」已被他人修改。請重新載入方案後再改一次。',
} as const
const not_planned = {
  status: 404,
  en: 'The plan does not name “{event}”.',
  'zh-CN': '方案中没有“{event}”。',
  'zh-TW': '方案中沒有「{event}」。',
} as const
const plan_full = {
  status: 422,
  en: 'A plan names at most {max} events of its own. Use one of those that are there.',
  'zh-CN': '方案中自定义的事件最多 {max} 个。请改用已有的事件。',
  'zh-TW': '方案中自訂的事件最多 {max} 個。請改用已有的事件。',
} as const

export const PLAN_REFUSALS = { plan_changed, not_planned, plan_full } as const

export const planRoutes = {
  trackingPlan: route({
    method: 'GET',
    path: '/collect/plan',
    summary: 'The tracking plan: the default one with what this workspace says over it',
    may: 'collect:read',
    input: z.object({}),
    output: z.object({ unplanned: mode, items: z.array(planned) }),
  }),
  planEvent: route({
    method: 'POST',
    path: '/collect/plan/events',
    summary: 'Say what an event looks like and what is done with one that does not',
    may: 'collect:write',
    input: z.object({ event, definition: Definition, version: z.int().min(0) }),
    output: planned,
    refusals: { plan_changed, plan_full },
  }),
  archivePlanEvent: route({
    method: 'POST',
    path: '/collect/plan/archive',
    summary: 'Take an event out of the plan, or put it back as it was',
    may: 'collect:write',
    input: z.object({ event, version: z.int().min(0), archived: z.boolean() }),
    output: planned,
    refusals: { plan_changed, plan_full, not_planned },
  }),
  planRest: route({
    method: 'POST',
    path: '/collect/plan/unplanned',
    summary: 'What is done with events that no plan names',
    may: 'collect:write',
    input: z.object({ mode }),
    output: z.object({ unplanned: mode }),
  }),
  planDrift: route({
    method: 'GET',
    path: '/collect/plan/drift',
    summary: 'Where what arrived departs from the plan, by event, property and source',
    may: 'collect:read',
    input: z.object({ days: z.coerce.number().int().min(1).max(30).default(7) }),
    output: z.object({
      from: instant,
      to: instant,
      isCut: z.boolean().describe('more than is shown: too many different names arrived'),
      items: z.array(drift),
    }),
  }),
}
