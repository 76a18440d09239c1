import { orderOf } from '#modules/commerce/service.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { ResolvedEvent } from '#platform/event.ts'
import type { Stage } from '#platform/module.ts'
import { giveBack, useGrants } from './service/moving.ts'
import type { Use } from './service/moving.ts'
import { lockGrants, lockGrantsOfOrder } from './store/grants.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Orders use coupons; a refund of the whole order gives them back by the batch's rule. */
export const loyaltyStage: Stage = {
  async project(tx, events) {
    await useOnOrders(
      tx,
      events.filter((e) => e.event === 'order_paid'),
    )
    await giveBackOnRefunds(
      tx,
      events.filter((e) => e.event === 'refund_completed'),
    )
  },
}

/**
 * The shop has taken the coupon already, so nothing is refused here: a coupon in hand is used, and
 * one that expired meanwhile too, if the order was paid in time.
 */
async function useOnOrders(tx: TxCtx, orders: readonly ResolvedEvent[]): Promise<void> {
  const wanted = new Map<string, ResolvedEvent>()
  for (const order of orders)
    for (const id of grantIdsOf(order)) if (!wanted.has(id)) wanted.set(id, order)
  if (wanted.size === 0) return
  const grants = await lockGrants(tx, [...wanted.keys()])
  const uses = grants.flatMap((grant): Use[] => {
    const order = wanted.get(grant.id)
    if (!order || order.at >= grant.expiresAt) return []
    return [{ grant, orderId: String(order.properties.order_id), at: order.at }]
  })
  await useGrants(tx, uses)
}

function grantIdsOf({ properties }: ResolvedEvent): string[] {
  const ids = properties.coupon_grant_ids
  return Array.isArray(ids)
    ? ids.filter((id): id is string => typeof id === 'string' && UUID.test(id))
    : []
}

async function giveBackOnRefunds(tx: TxCtx, refunds: readonly ResolvedEvent[]): Promise<void> {
  const orderIds = [...new Set(refunds.map((e) => String(e.properties.order_id)))]
  if (orderIds.length === 0) return
  const grants = await lockGrantsOfOrder(tx, orderIds)
  const refunded = new Set<string>()
  for (const orderId of new Set(grants.flatMap((grant) => grant.orderId ?? [])))
    if ((await orderOf(tx, orderId))?.state === 'refunded') refunded.add(orderId)
  await giveBack(
    tx,
    grants.filter((grant) => grant.orderId !== undefined && refunded.has(grant.orderId)),
    'the order was refunded',
  )
}
