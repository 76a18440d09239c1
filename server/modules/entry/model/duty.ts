import { z } from 'zod'
import { TimeZone } from '#kernel/time-zone.ts'
import { DEFAULT_TIME_ZONE } from '#kernel/time.ts'
import { Hours, isWithin, midnightAfter, nextEdge } from './hours.ts'

const Userid = z.string().min(1).max(64)
const Users = z.array(Userid).min(1).max(100)

/** Who takes in newcomers by a staff code, and when. What is printed does not change with it. */
export const DutyPlan = z.object({
  timeZone: TimeZone.default(DEFAULT_TIME_ZONE),
  /** without any, the code's staff is always on duty */
  shifts: z
    .array(Hours.extend({ staff: Users }))
    .max(50)
    .default([]),
  /** so many newcomers a day by this code, for whoever is named */
  dailyCaps: z.record(Userid, z.int().min(1).max(100_000)).default({}),
  /** outside of all shifts, or when everybody on duty has had enough */
  standIns: z.array(Userid).max(100).default([]),
  /** `even`: whoever has taken in fewer comes first; `any`: as WeCom chooses */
  balance: z.enum(['any', 'even']).default('any'),
})
export type DutyPlan = z.output<typeof DutyPlan>

export const DUTY_STANDINGS = ['duty', 'stand_in', 'nobody'] as const
export type DutyStanding = (typeof DUTY_STANDINGS)[number]

export interface Serving {
  users: string[]
  standing: DutyStanding
}

interface Moment {
  now: Date
  /** newcomers of today by this code */
  addedToday: ReadonlyMap<string, number>
}

/** With an even share nobody is more than so many ahead of whoever has the fewest. */
const AHEAD = 1

/**
 * Who should stand behind the code now. A code always has somebody: when even the stand-ins are
 * missing, those on duty serve beyond their caps (`nobody`), for a dead code loses people for good.
 */
export function servingNow(plan: DutyPlan, staff: readonly string[], moment: Moment): Serving {
  const onDuty = dutyAt(plan, staff, moment.now)
  const free = onDuty.filter((user) => !isFull(plan, user, moment))
  if (free.length > 0) return { users: shared(plan, free, moment), standing: 'duty' }
  const standIns = plan.standIns.filter((user) => !isFull(plan, user, moment))
  if (standIns.length > 0) return { users: shared(plan, standIns, moment), standing: 'stand_in' }
  const anybody = onDuty.length > 0 ? onDuty : plan.standIns.length > 0 ? plan.standIns : [...staff]
  return { users: shared(plan, anybody, moment), standing: 'nobody' }
}

function dutyAt({ shifts, timeZone }: DutyPlan, staff: readonly string[], now: Date): string[] {
  if (shifts.length === 0) return [...staff]
  const on = shifts.filter((shift) => isWithin(shift, now, timeZone))
  return [...new Set(on.flatMap((shift) => shift.staff))]
}

const isFull = ({ dailyCaps }: DutyPlan, user: string, { addedToday }: Moment): boolean =>
  (addedToday.get(user) ?? 0) >= (dailyCaps[user] ?? Infinity)

/** The fewest first, so that a way for one person alone goes round. */
function shared({ balance }: DutyPlan, users: readonly string[], { addedToday }: Moment): string[] {
  if (balance === 'any') return [...users]
  const taken = (user: string) => addedToday.get(user) ?? 0
  const fewest = Math.min(...users.map(taken))
  return users
    .filter((user) => taken(user) <= fewest + AHEAD)
    .toSorted((a, b) => taken(a) - taken(b))
}

/** Whether who serves depends on how many came. */
export const goesByLoad = ({ dailyCaps, balance }: DutyPlan): boolean =>
  balance === 'even' || Object.keys(dailyCaps).length > 0

/** When time alone next changes who serves; `undefined`: never. */
export function nextDutyAt(plan: DutyPlan, now: Date): Date | undefined {
  const edge = nextEdge(plan.shifts, now, plan.timeZone)
  if (!goesByLoad(plan)) return edge
  const midnight = midnightAfter(now, plan.timeZone)
  return edge && edge < midnight ? edge : midnight
}
