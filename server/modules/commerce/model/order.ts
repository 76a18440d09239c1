import type { OrderInput } from './order-input.ts'
import { LIFECYCLE } from './lifecycle.ts'
import type { Act, State } from './lifecycle.ts'

export interface Line {
  productId: string
  name?: string | undefined
  category?: string | undefined
  quantity: number
  priceFen?: number | undefined
}

/** What is known of an order. Instants are ISO text in UTC, so that equality is equality. */
export interface Order {
  orderId: string
  state: State
  currency: string
  payFen: number
  refundedFen: number
  products: readonly Line[]
  couponGrantIds: readonly string[]
  storeId?: string | undefined
  guideId?: string | undefined
  properties: Readonly<Record<string, unknown>>
  submittedAt?: string | undefined
  paidAt?: string | undefined
  cancelledAt?: string | undefined
  source: Source
  history: boolean
}

/** Told by the shop's own system (`api`), or only seen in the event of an SDK (`event`). */
export type Source = 'api' | 'event'

export interface Difference {
  field: string
  known: unknown
  sent: unknown
}

export type Decision =
  | { kind: 'new'; order: Order }
  | { kind: 'moved'; order: Order }
  /** the same story again, or an older one; a detail that was missing may be filled in */
  | { kind: 'same'; order: Order; filled: boolean }
  | { kind: 'contradiction'; difference: Difference[] }
  | { kind: 'refused'; state: State; act: Act }

const ACT_OF: Readonly<Record<OrderInput['status'], Act>> = {
  submitted: 'submit',
  paid: 'pay',
  cancelled: 'cancel',
}

const utc = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : new Date(text).toISOString()

/** An order told for the first time. */
export function firstTelling(told: OrderInput, source: Source): Order {
  return {
    orderId: told.orderId,
    state: told.status,
    currency: told.currency,
    payFen: told.payFen,
    refundedFen: 0,
    products: told.products,
    couponGrantIds: told.couponGrantIds,
    storeId: told.storeId,
    guideId: told.guideId,
    properties: told.properties,
    submittedAt: utc(told.submittedAt),
    paidAt: told.status === 'submitted' ? undefined : utc(told.paidAt),
    cancelledAt: utc(told.cancelledAt),
    source,
    history: told.history,
  }
}

/**
 * What a report changes about an order already known. Told twice it changes nothing; told
 * differently it is a contradiction, named field by field; what was left out contradicts nothing.
 * An event of a browser knows the money, but not the shop's exact clock and shelves: there only
 * money can contradict, and the shop's telling replaces the rest.
 */
export function decide(known: Order | undefined, told: OrderInput, source: Source): Decision {
  if (!known) return { kind: 'new', order: firstTelling(told, source) }
  const act = ACT_OF[told.status]
  const next = LIFECYCLE[known.state][act]
  if (next === 'refused') return { kind: 'refused', state: known.state, act }
  const isMove = next !== 'no_change'
  // The price may change between submitting and paying (a coupon), never afterwards.
  const free = isMove || (act === 'submit' && known.state !== 'submitted')
  const difference = differences(known, told, free, known.source === source)
  if (difference.length > 0) return { kind: 'contradiction', difference }
  const shopSpeaks = known.source === 'event' && source === 'api'
  const filled = shopSpeaks ? retold(known, told) : fill(known, told)
  if (!isMove) return { kind: 'same', order: filled, filled: !sameJson(filled, known) }
  return { kind: 'moved', order: moved(filled, told, next) }
}

function moved(order: Order, told: OrderInput, state: State): Order {
  return {
    ...order,
    state,
    payFen: state === 'paid' ? told.payFen : order.payFen,
    products: told.products.length > 0 ? told.products : order.products,
    paidAt: state === 'paid' ? utc(told.paidAt) : order.paidAt,
    cancelledAt: state === 'cancelled' ? utc(told.cancelledAt) : order.cancelledAt,
  }
}

function differences(
  known: Order,
  told: OrderInput,
  amountsAreFree: boolean,
  bothFromOneSource: boolean,
): Difference[] {
  const pairs: [string, unknown, unknown][] = [['currency', known.currency, told.currency]]
  if (!amountsAreFree) pairs.push(['payFen', known.payFen, told.payFen])
  if (bothFromOneSource) pairs.push(...details(known, told, amountsAreFree))
  return pairs
    .filter(([, a, b]) => a !== undefined && b !== undefined && !sameJson(a, b))
    .map(([field, a, b]) => ({ field, known: a, sent: b }))
}

function details(known: Order, told: OrderInput, amountsAreFree: boolean) {
  const pairs: [string, unknown, unknown][] = []
  if (!amountsAreFree) {
    if (told.products.length > 0 && known.products.length > 0)
      pairs.push(['products', essence(known.products), essence(told.products)])
  }
  pairs.push(['paidAt', known.paidAt, told.status === 'paid' ? utc(told.paidAt) : undefined])
  pairs.push(['submittedAt', known.submittedAt, utc(told.submittedAt)])
  pairs.push(['storeId', known.storeId, told.storeId])
  pairs.push(['guideId', known.guideId, told.guideId])
  if (told.couponGrantIds.length > 0 && known.couponGrantIds.length > 0)
    pairs.push(['couponGrantIds', known.couponGrantIds.toSorted(), told.couponGrantIds.toSorted()])
  return pairs
}

/** Names of products are how a shop words it, not what was bought. */
const essence = (lines: readonly Line[]) =>
  lines
    .map(({ productId, quantity, priceFen }) => ({
      productId,
      quantity,
      priceFen: priceFen ?? null,
    }))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

function fill(known: Order, told: OrderInput): Order {
  const missing = Object.fromEntries(
    Object.entries(told.properties).filter(([key]) => !Object.hasOwn(known.properties, key)),
  )
  return {
    ...known,
    products: known.products.length > 0 ? known.products : told.products,
    couponGrantIds: known.couponGrantIds.length > 0 ? known.couponGrantIds : told.couponGrantIds,
    storeId: known.storeId ?? told.storeId,
    guideId: known.guideId ?? told.guideId,
    submittedAt: known.submittedAt ?? utc(told.submittedAt),
    properties: { ...known.properties, ...missing },
  }
}

/** The shop's own words about an order that was only seen in an event so far. */
function retold(known: Order, told: OrderInput): Order {
  const filled = fill(known, told)
  return {
    ...filled,
    source: 'api',
    products: told.products.length > 0 ? told.products : known.products,
    couponGrantIds: told.couponGrantIds.length > 0 ? told.couponGrantIds : known.couponGrantIds,
    storeId: told.storeId ?? known.storeId,
    guideId: told.guideId ?? known.guideId,
    paidAt: (told.status === 'paid' ? utc(told.paidAt) : undefined) ?? known.paidAt,
    submittedAt: utc(told.submittedAt) ?? known.submittedAt,
  }
}

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
