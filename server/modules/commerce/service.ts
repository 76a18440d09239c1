import type { Ctx } from '#platform/ctx.ts'
import { findOrder } from './store/orders.ts'
import type { NumberedOrder } from './store/orders.ts'

export type { NumberedOrder } from './store/orders.ts'

/** What is known of an order at this moment; `undefined` when nobody has told of it. */
export const orderOf = (ctx: Ctx, orderId: string): Promise<NumberedOrder | undefined> =>
  findOrder(ctx, orderId)
