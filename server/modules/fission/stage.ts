import type { ResolvedEvent } from '#platform/event.ts'
import type { Stage } from '#platform/module.ts'
import { revokeForRefunds, settleOrders } from './service/settle.ts'
import { rememberOrders } from './store/bought.ts'

/** Rewards follow orders; imported history only says who is no newcomer. */
export const fissionStage: Stage = {
  async project(tx, events) {
    const paid = events.filter(
      (e) => e.event === 'order_paid' && e.properties.order_id !== undefined,
    )
    if (paid.length > 0) {
      await rememberOrders(
        tx.db,
        tx.workspaceId,
        paid.map((e) => ({
          identId: e.identId,
          personId: e.personId,
          orderId: String(e.properties.order_id),
          paidAt: e.at,
        })),
      )
      await settleOrders(tx, paid.filter((e) => !e.history).map(paidOrder))
    }
    const refunded = events.filter((e) => e.event === 'refund_completed' && !e.history)
    if (refunded.length > 0)
      await revokeForRefunds(
        tx,
        refunded.map((e) => String(e.properties.order_id)),
      )
  },
}

const paidOrder = (e: ResolvedEvent) => ({
  orderId: String(e.properties.order_id),
  personId: e.personId,
  payFen: Number(e.properties.pay_fen ?? 0),
  paidAt: e.at,
})
