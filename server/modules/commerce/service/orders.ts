import { must } from '#kernel/assert.ts'
import { refusals } from '#kernel/refusal.ts'
import type { Locale } from '#kernel/locale.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { fieldErrors } from '#platform/http/problem.ts'
import { COMMERCE_REFUSALS } from '../contract.ts'
import type { BatchAnswer } from '../contract.ts'
import type { Decision, Difference } from '../model/order.ts'
import { OrderInput } from '../model/order-input.ts'
import { eventOf, record, tellOrders } from './tell-orders.ts'

const refuse = refusals(COMMERCE_REFUSALS)

const OUTCOME = { new: 'created', moved: 'updated', same: 'unchanged' } as const

export function createOrder(ctx: Ctx, told: OrderInput) {
  return ctx.transact(async (tx) => {
    const decision = must((await tellOrders(tx, [told], 'api'))[0], 'one decision')
    const { orderId } = told
    switch (decision.kind) {
      case 'contradiction':
        return refuse.contradiction(
          { id: orderId, difference: decision.difference },
          decision.difference.map((d) => ({
            field: d.field,
            reason: contradicts(d, ctx.locale),
          })),
        )
      case 'refused':
        return refuse.not_possible({ orderId, state: decision.state, act: decision.act })
      case 'new':
      case 'moved':
      case 'same': {
        const event = [eventOf(told, decision.order)]
        const position = await (decision.kind === 'same'
          ? record(tx, [], event)
          : record(tx, event, []))
        return { orderId, outcome: OUTCOME[decision.kind], position }
      }
    }
  })
}

/** Up to 1,000; each is judged alone, and what is good of them commits together. */
export function createOrders(
  ctx: Ctx,
  input: { orders: unknown[]; history: boolean },
): Promise<BatchAnswer> {
  const { good, refused } = parseEach(input.orders, OrderInput, ctx.locale)
  const told = good.map(({ index, value }) => ({
    index,
    value: { ...value, history: value.history || input.history },
  }))
  return ctx.transact(async (tx) => {
    const decisions = await tellOrders(
      tx,
      told.map(({ value }) => value),
      'api',
    )
    const sorted = sort(told, decisions, ctx.locale)
    return {
      accepted: sorted.fresh.length + sorted.known.length,
      unchanged: sorted.known.length,
      position: await record(tx, sorted.fresh, sorted.known),
      refused: [...refused, ...sorted.refused].toSorted((a, b) => a.index - b.index),
    }
  })
}

function sort(
  told: readonly { index: number; value: OrderInput }[],
  decisions: readonly Decision[],
  locale: Locale,
) {
  const fresh: NewEvent[] = []
  const known: NewEvent[] = []
  const refused: { index: number; field: string; reason: string }[] = []
  for (const [i, { index, value }] of told.entries()) {
    const decision = must(decisions[i], 'a decision per order')
    if (decision.kind === 'contradiction')
      for (const d of decision.difference)
        refused.push({ index, field: d.field, reason: contradicts(d, locale) })
    else if (decision.kind === 'refused')
      refused.push({ index, field: 'status', reason: impossible(decision, locale) })
    else (decision.kind === 'same' ? known : fresh).push(eventOf(value, decision.order))
  }
  return { fresh, known, refused }
}

export const contradicts = ({ known, sent }: Difference, locale: Locale): string =>
  ({
    'zh-CN': `与已有记录不同:已有 ${JSON.stringify(known)},本次 ${JSON.stringify(sent)}`,
    'zh-TW': `與既有記錄不同：既有 ${JSON.stringify(known)}，本次 ${JSON.stringify(sent)}`,
    en: `differs from what is known: known ${JSON.stringify(known)}, sent ${JSON.stringify(sent)}`,
  })[locale]

const impossible = ({ state, act }: { state: string; act: string }, locale: Locale): string =>
  ({
    'zh-CN': `状态为“${state}”的订单不能执行“${act}”`,
    'zh-TW': `狀態為「${state}」的訂單不能執行「${act}」`,
    en: `an order that is “${state}” cannot take “${act}”`,
  })[locale]

interface Parser<T> {
  safeParse(
    value: unknown,
  ): { success: true; data: T } | { success: false; error: { issues: unknown[] } }
}

/** Judges each element alone, so that a bad one costs only itself. */
export function parseEach<T>(values: readonly unknown[], parser: Parser<T>, locale: Locale) {
  const good: { index: number; value: T }[] = []
  const refused: { index: number; field: string; reason: string }[] = []
  for (const [index, raw] of values.entries()) {
    const parsed = parser.safeParse(raw)
    if (parsed.success) good.push({ index, value: parsed.data })
    else
      for (const { field, reason } of fieldErrors(parsed.error.issues as never, locale))
        refused.push({ index, field, reason })
  }
  return { good, refused }
}
