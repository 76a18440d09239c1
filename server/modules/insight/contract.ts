import { z } from 'zod'
import { bigId } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { Happening } from '#modules/audience/model/happening.ts'
import { Predicate } from '#modules/audience/model/predicate.ts'
import { capturedRoutes } from './contract/captured.ts'
import { DIMENSION_NAMES } from './model/touch.ts'
import type { Dimension } from './model/touch.ts'
import { STAGES } from './model/metrics.ts'
import { Freshness, range } from './model/question.ts'

const instant = z.iso.datetime()

const too_many_steps = {
  status: 422,
  en: 'A funnel has 2 to 30 steps; this one has {steps}.',
  'zh-CN': '漏斗支持 2 至 30 步,当前为 {steps} 步。',
  'zh-TW': '漏斗支援 2 至 30 步，目前為 {steps} 步。',
} as const
const empty_range = {
  status: 422,
  en: 'The range is empty: “to” must be after “from”.',
  'zh-CN': '时间范围为空:to 必须晚于 from。',
  'zh-TW': '時間範圍為空：to 必須晚於 from。',
} as const
const no_such_order = {
  status: 404,
  en: 'There is no paid order with this number.',
  'zh-CN': '没有该订单号的已支付订单。',
  'zh-TW': '沒有此訂單編號的已付款訂單。',
} as const
export const insightRefusals = { too_many_steps, empty_range, no_such_order } as const

const funnelQuestion = {
  ...range,
  steps: z.array(Happening).min(1).max(200),
  windowSeconds: z
    .int()
    .min(1)
    .max(366 * 86_400)
    .default(7 * 86_400),
  /** only people of whom this holds */
  filter: Predicate.optional(),
}

const attributionQuestion = {
  ...range,
  dimension: z.enum(DIMENSION_NAMES as [Dimension, ...Dimension[]]),
  model: z.enum(['first', 'last']),
  lookbackDays: z.int().min(1).max(365).default(30),
}

const metric = z.object({
  name: z.string(),
  stage: z.enum(STAGES),
  unit: z.enum(['people', 'times', 'fen', 'percent', 'ratio']),
  label: z.string(),
  definition: z.string(),
  /** null: not enough to say (a rate without a denominator) */
  value: z.number().nullable(),
  previous: z.number().nullable(),
  rising: z.enum(['good', 'bad']),
})

export const insightContract = {
  ...capturedRoutes,
  overview: route({
    method: 'GET',
    path: '/insight/overview',
    summary: 'AARRR: every figure with its definition, the period before, and how fresh it is',
    may: 'insight:read',
    input: z.object(range),
    output: z.object({
      metrics: z.array(metric),
      days: z.array(
        z.object({
          day: z.string(),
          activePeople: z.int(),
          joinedPeople: z.int(),
          orders: z.int(),
          netFen: z.int(),
        }),
      ),
      river: z.object({
        nodes: z.array(z.object({ id: z.string(), layer: z.int(), people: z.int() })),
        links: z.array(
          z.object({ from: z.string(), to: z.string(), people: z.int(), leak: z.boolean() }),
        ),
      }),
      freshness: Freshness,
    }),
    refusals: { empty_range },
  }),
  funnel: route({
    method: 'POST',
    path: '/insight/funnel',
    summary: 'How many people got how far, in order, within a window',
    may: 'insight:read',
    input: z.object(funnelQuestion),
    output: z.object({
      steps: z.array(
        z.object({
          step: z.int(),
          event: z.string(),
          people: z.int(),
          /** of those at the step before; null at the first */
          fromPreviousPercent: z.number().nullable(),
          fromFirstPercent: z.number().nullable(),
          dropped: z.int(),
        }),
      ),
      definition: z.string(),
      freshness: Freshness,
    }),
    refusals: { too_many_steps, empty_range },
  }),
  funnelPeople: route({
    method: 'POST',
    path: '/insight/funnel/people',
    summary: 'Who dropped out after a step, or got at least that far',
    may: 'insight:read',
    input: z.object({
      ...funnelQuestion,
      step: z.int().min(1).max(30),
      who: z.enum(['dropped', 'reached']),
      limit: z.int().min(1).max(10_000).default(200),
    }),
    output: z.object({ personIds: z.array(bigId), complete: z.boolean(), freshness: Freshness }),
    refusals: { too_many_steps, empty_range },
  }),
  attribution: route({
    method: 'POST',
    path: '/insight/attribution',
    summary: 'Paid orders credited to the first or last touch that carries a dimension',
    may: 'insight:read',
    input: z.object(attributionQuestion),
    output: z.object({
      rows: z.array(
        z.object({
          /** '' for orders no touch can be credited with */
          key: z.string(),
          label: z.string(),
          orders: z.int(),
          people: z.int(),
          netFen: z.int(),
          paidFen: z.int(),
          sharePercent: z.number().nullable(),
        }),
      ),
      total: z.object({ orders: z.int(), netFen: z.int(), paidFen: z.int() }),
      definition: z.string(),
      freshness: Freshness,
    }),
    refusals: { empty_range },
  }),
  attributionOrders: route({
    method: 'POST',
    path: '/insight/attribution/orders',
    summary: 'The orders behind one row of the attribution, the newest first',
    may: 'insight:read',
    input: z.object({
      ...attributionQuestion,
      /** '' for orders no touch can be credited with */
      key: z.string().max(500),
      limit: z.int().min(1).max(1_000).default(200),
    }),
    output: z.object({
      items: z.array(
        z.object({
          orderId: z.string(),
          personId: bigId,
          paidAt: instant,
          paidFen: z.int(),
          netFen: z.int(),
        }),
      ),
      complete: z.boolean(),
      freshness: Freshness,
    }),
    refusals: { empty_range },
  }),
  orderTrace: route({
    method: 'GET',
    path: '/insight/attribution/orders/{orderId}',
    summary: 'Why this order is credited as it is: every touch before it',
    may: 'insight:read',
    input: z.object({
      orderId: z.string().min(1).max(200),
      lookbackDays: z.int().min(1).max(365).default(30),
    }),
    output: z.object({
      orderId: z.string(),
      personId: bigId,
      paidAt: instant,
      paidFen: z.int(),
      netFen: z.int(),
      touches: z.array(
        z.object({
          messageId: z.string(),
          event: z.string(),
          at: instant,
          source: z.string(),
          channel: z.string(),
          first: z.boolean(),
          last: z.boolean(),
          properties: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
    refusals: { no_such_order },
  }),
  cohorts: route({
    method: 'POST',
    path: '/insight/cohorts',
    summary: 'Buyers by the period of their first order, and who came back',
    may: 'insight:read',
    input: z.object({
      ...range,
      unit: z.enum(['week', 'month']).default('month'),
      periods: z.int().min(1).max(60).default(12),
    }),
    output: z.object({
      cohorts: z.array(
        z.object({
          cohort: z.string(),
          people: z.int(),
          ages: z.array(
            z.object({
              age: z.int(),
              people: z.int(),
              percent: z.number(),
              orders: z.int(),
              netFen: z.int(),
            }),
          ),
        }),
      ),
      definition: z.string(),
      freshness: Freshness,
    }),
    refusals: { empty_range },
  }),
}
