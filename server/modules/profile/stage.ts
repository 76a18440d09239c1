import type { TxCtx } from '#platform/ctx.ts'
import type { ResolvedEvent } from '#platform/event.ts'
import type { Stage } from '#platform/module.ts'
import { isOwnAct } from './model/activity.ts'
import { isTraitName, traitValue } from './model/traits.ts'
import { recompute } from './service/recompute.ts'
import { savePurchases, saveRefunds, saveSeen, saveTraits, touch } from './store/observed.ts'
import type { Purchase, Refund, Seen, Trait } from './store/observed.ts'

/** What profile does with events: who was seen, what she told of herself, what she bought. */
export const profileStage: Stage = {
  async project(tx, events) {
    const { db, secrets, workspaceId } = tx
    const seen = seenIn(events)
    const traits = traitsIn(events)
    const purchases = purchasesIn(events)
    const refunds = refundsIn(events)
    await saveSeen(db, workspaceId, seen)
    await saveTraits(db, secrets, workspaceId, traits)
    await savePurchases(db, workspaceId, purchases)
    await saveRefunds(db, workspaceId, refunds)
    await settlePortraits(tx, events, seen)
  },
}

/** Whoever only acted is touched; whoever told or bought something, or is new, is computed anew. */
async function settlePortraits(tx: TxCtx, events: readonly ResolvedEvent[], seen: readonly Seen[]) {
  const told = new Set(events.filter(changesPortrait).map((e) => e.personId))
  const lastAt = new Map<string, Date>()
  for (const s of seen)
    if (!told.has(s.personId) && s.lastAt > (lastAt.get(s.personId) ?? new Date(0)))
      lastAt.set(s.personId, s.lastAt)
  const missed = await touch(
    tx.db,
    tx.workspaceId,
    [...lastAt].map(([personId, at]) => ({ personId, lastAt: at })),
  )
  const quietly = new Set(events.filter((e) => !e.history).map((e) => e.personId))
  const anew = [...told, ...missed]
  const why =
    anew.length === 1 ? (events.find((e) => e.personId === anew[0])?.event ?? '') : 'events'
  await recompute(
    tx,
    anew.filter((id) => quietly.has(id)),
    { why },
  )
  await recompute(
    tx,
    anew.filter((id) => !quietly.has(id)),
    { why: 'history', quiet: true },
  )
}

const changesPortrait = (e: ResolvedEvent): boolean =>
  e.event === 'order_paid' ||
  e.event === 'refund_completed' ||
  Object.keys(e.traits).length > 0 ||
  e.traitsOnce !== undefined ||
  // A new identifier may be a new address.
  e.type === 'identify' ||
  e.type === 'alias' ||
  e.event === 'wecom_friend_added'

function seenIn(events: readonly ResolvedEvent[]): Seen[] {
  const byIdent = new Map<string, Seen>()
  for (const e of events) {
    const known = byIdent.get(e.identId)
    const own = isOwnAct(e.event)
    if (!known) {
      const { identId, personId, at, channel } = e
      byIdent.set(identId, {
        identId,
        personId,
        firstAt: at,
        lastAt: at,
        source: sourceOf(e) || channel,
      })
    } else {
      if (e.at < known.firstAt)
        Object.assign(known, { firstAt: e.at, source: sourceOf(e) || e.channel })
      if (own && e.at > known.lastAt) known.lastAt = e.at
    }
  }
  return [...byIdent.values()]
}

/** Where she came from: the platform of the post or code she arrived by, else the carrier. */
function sourceOf({ properties }: ResolvedEvent): string {
  const { platform, utm_source: utm } = properties
  if (typeof platform === 'string' && platform !== '') return platform.slice(0, 60)
  return typeof utm === 'string' ? utm.slice(0, 60) : ''
}

function traitsIn(events: readonly ResolvedEvent[]): Trait[] {
  const newest = new Map<string, Trait>()
  const tell = (e: ResolvedEvent, traits: Readonly<Record<string, unknown>>, at: Date) => {
    const { identId, personId, source } = e
    for (const [name, raw] of Object.entries(traits)) {
      const value = traitValue(raw)
      if (value === undefined || !isTraitName(name)) continue
      const key = `${identId} ${name}`
      const known = newest.get(key)
      if (!known || at >= known.at)
        newest.set(key, { identId, personId, name, value, at, by: source })
    }
  }
  for (const event of events) {
    tell(event, event.traits, event.at)
    if (event.traitsOnce) tell(event, event.traitsOnce, onceAt(event.at))
  }
  return [...newest.values()]
}

/**
 * The newest word wins; a word for once is dated to the other side of 1970, so that it is older than
 * every plain one, and the earliest of its kind is the newest among them.
 */
const onceAt = (at: Date): Date => new Date(-at.getTime())

const wholeFen = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined

/** An id as the sender wrote it: text, or a number. */
const idOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

function purchasesIn(events: readonly ResolvedEvent[]): Purchase[] {
  const purchases = new Map<string, Purchase>()
  for (const { event, properties, identId, personId, at } of events) {
    const payFen = wholeFen(properties.pay_fen)
    const orderId = idOf(properties.order_id)
    if (event !== 'order_paid' || payFen === undefined || orderId === undefined) continue
    if (!purchases.has(orderId))
      purchases.set(orderId, { orderId, identId, personId, paidAt: at, payFen })
  }
  return [...purchases.values()]
}

const refundsIn = (events: readonly ResolvedEvent[]): Refund[] =>
  events.flatMap(({ event, properties, messageId }) => {
    const refundFen = wholeFen(properties.refund_fen)
    const orderId = idOf(properties.order_id)
    if (event !== 'refund_completed' || refundFen === undefined || orderId === undefined) return []
    return [{ refundId: idOf(properties.refund_id) ?? messageId, orderId, refundFen }]
  })
