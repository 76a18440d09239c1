import { DEFAULT_TIME_ZONE, HOUR_MS, localTime, MINUTE_MS } from '#kernel/time.ts'
import { dice } from '../random.ts'
import { atHour } from '../people/habits.ts'
import { STAFF } from '../shop/brand.ts'
import type { Staff } from '../shop/brand.ts'
import { confirmMassSends } from '../wecom/happenings.ts'
import { plan } from './agenda.ts'
import type { Live } from './live.ts'

/** A member looks at her tasks while at work, and mostly confirms them. */
export async function staffCheck(live: Live, userId: string): Promise<void> {
  const staff = STAFF.find((candidate) => candidate.userId === userId)
  if (!staff) return
  const { world } = live
  const nowMs = world.clock.nowMs()
  const d = dice(world.state.seed, `staff:${userId}:${nowMs}`)
  if (d.happens(staff.diligence)) confirmMassSends(world, userId)
  const minutes = staff.confirmHours * d.between(40, 80)
  const atMs = atWork(staff, nowMs + minutes * MINUTE_MS)
  plan(world.state.agenda, { atMs, who: userId, plan: { kind: 'staff_check' } })
}

/** The instant itself within working hours, else the next beginning of work. */
export function atWork(staff: Staff, ms: number): number {
  const { hour } = localTime(new Date(ms), DEFAULT_TIME_ZONE)
  if (hour >= staff.worksFrom && hour < staff.worksTo) return ms
  const start = atHour(ms, staff.worksFrom)
  return start > ms ? start : start + 24 * HOUR_MS
}
