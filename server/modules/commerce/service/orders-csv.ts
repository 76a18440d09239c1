import { must } from '#kernel/assert.ts'
import type { Ctx } from '#platform/ctx.ts'
import { MAX_BATCH } from '../contract.ts'
import { orderColumn, ordersOfLines } from '../model/order-csv.ts'
import { createOrders } from './orders.ts'
import { readCsv } from './read-csv.ts'

/** A file of orders, a thousand at a time; each thousand commits alone, and repeating changes nothing. */
export async function importOrders(
  ctx: Ctx,
  input: { csv: string; timeZone: string; history: boolean },
) {
  const orders = ordersOfLines(readCsv(input.csv, orderColumn), input.timeZone)
  const answer = {
    accepted: 0,
    unchanged: 0,
    position: '0',
    refused: [] as { line: number; field: string; reason: string }[],
  }
  for (let start = 0; start < orders.length; start += MAX_BATCH) {
    const part = orders.slice(start, start + MAX_BATCH)
    const batch = { orders: part.map(({ order }) => order), history: input.history }
    const { accepted, unchanged, position, refused } = await createOrders(ctx, batch)
    answer.accepted += accepted
    answer.unchanged += unchanged
    answer.position = position === '0' ? answer.position : position
    for (const { index, field, reason } of refused)
      answer.refused.push({ line: must(part[index], 'the order refused').line, field, reason })
  }
  return answer
}
