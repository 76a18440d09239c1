import { offsetOf, pageFrom } from '#kernel/page.ts'
import type { Ctx } from '#platform/ctx.ts'
import { listStaffRows } from '../store/staff.ts'
import type { StaffOrder } from '../model/staff.ts'

export async function listStaff(
  ctx: Ctx,
  input: {
    q?: string | undefined
    active?: boolean | undefined
    order: StaffOrder
    cursor?: string | undefined
    limit: number
  },
) {
  const offset = offsetOf(input.cursor)
  const rows = await listStaffRows(
    ctx.db,
    ctx.workspaceId,
    { text: input.q, active: input.active, order: input.order },
    input.limit + 1,
    offset,
  )
  const { items, next } = pageFrom(rows, input.limit, offset)
  return {
    items: items.map((row) => ({
      staffUserid: row.staff_userid,
      name: row.name,
      departments: row.departments,
      active: row.active,
      contacts: row.contacts,
      contactsLost: row.lost,
      greetingsSent: row.sent,
      greetingsMissed: row.missed,
      medianGreetingSeconds: seconds(row.median_ms),
    })),
    next,
  }
}

export const seconds = (ms: number | null): number | null =>
  ms === null ? null : Math.round(ms) / 1_000
