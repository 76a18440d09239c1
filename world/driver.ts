import { HOUR_MS } from '#kernel/time.ts'
import { takeDue, plan } from './driver/agenda.ts'
import type { Agendum } from './driver/agenda.ts'
import * as groups from './driver/acts-groups.ts'
import * as own from './driver/acts-own.ts'
import * as pub from './driver/acts-public.ts'
import { atWork, staffCheck } from './driver/acts-staff.ts'
import { catchUp, greeted, known } from './driver/live.ts'
import type { Live } from './driver/live.ts'
import { nextHabitMs } from './people/habits.ts'
import type { Person } from './people/person.ts'
import { dice } from './random.ts'
import { STAFF } from './shop/brand.ts'
import { SiyuRefused } from './siyu/http.ts'
import { settled } from './siyu/clock.ts'

/** Gives everybody a first thing to do. Once per world. */
export function awaken(live: Live): void {
  const { state, people } = live.world
  if (state.agenda.length > 0) return
  for (const person of people) {
    const d = dice(state.seed, `awaken:${person.id}`)
    const atMs = nextHabitMs(person, state.nowMs, person.feedsPerWeek, d)
    plan(state.agenda, { atMs, who: person.id, plan: { kind: 'feed' } })
  }
  for (const staff of STAFF)
    plan(state.agenda, {
      atMs: atWork(staff, state.nowMs),
      who: staff.userId,
      plan: { kind: 'staff_check' },
    })
}

/**
 * Lives some virtual hours: everything due happens in order of time, each at its own instant, and
 * at the end Siyu has been told of it all; where time is not coarse, it has taken it all in, too.
 */
export async function step(live: Live, hours: number): Promise<void> {
  const { world } = live
  const untilMs = world.state.nowMs + hours * HOUR_MS
  for (let due = takeDue(world.state.agenda, untilMs); due;) {
    const atMs = momentOf(due, live.grainMs)
    if (atMs > due.atMs) plan(world.state.agenda, { ...due, atMs })
    else {
      await passTo(live, due.atMs)
      await doIt(live, due)
    }
    due = takeDue(world.state.agenda, untilMs)
  }
  await passTo(live, untilMs)
  // While weeks pass in minutes nobody looks between two steps: each next move works all off.
  if (live.grainMs > 0) await catchUp(live, 'exactly')
  else await settle(live)
}

/** Time goes on only when whoever just came was greeted: her code dies within seconds. */
async function passTo(live: Live, atMs: number): Promise<void> {
  if (atMs > live.world.clock.nowMs()) await greeted(live)
  live.world.clock.moveTo(atMs)
}

/** Only these concern nobody but her: all else happens under Siyu's clock. */
const PRIVATE: ReadonlySet<Agendum['plan']['kind']> = new Set([
  'feed',
  'browse',
  'read',
  'visit',
  'staff_check',
])

const momentOf = ({ atMs, plan: next }: Agendum, grainMs: number): number =>
  grainMs === 0 || PRIVATE.has(next.kind) ? atMs : Math.ceil(atMs / grainMs) * grainMs

/** Waits until Siyu shows everything that was sent to it. */
export async function settle(live: Live): Promise<void> {
  await catchUp(live, 'exactly')
  const { position } = known(live.world)
  if (live.access && position !== undefined) await settled(live.access, position)
}

/** One doing. What Siyu refuses is reported, and life goes on; a Siyu that is away stops the step. */
async function doIt(live: Live, { who, plan: next }: Agendum): Promise<void> {
  try {
    if (next.kind === 'staff_check') return await staffCheck(live, who)
    const person = live.world.personById(who)
    if (person) await act(live, person, next)
  } catch (error) {
    if (!(error instanceof SiyuRefused)) throw error
    live.report(`${who} ${next.kind}: ${error.message}`)
  }
}

async function act(live: Live, person: Person, next: Agendum['plan']): Promise<void> {
  switch (next.kind) {
    case 'feed':
      return pub.feed(live, person)
    case 'open':
      return pub.open(live, person, next.url, next.from)
    case 'browse':
      return pub.browse(live, person, next.bookId, next.from)
    case 'scan':
      await pub.scan(live, person, next.configId)
      return undefined
    case 'read':
      return own.read(live, person, next.messageId)
    case 'visit':
      return own.visit(live, person)
    case 'order':
      return own.order(live, person, next.bookIds)
    case 'refund':
      return own.refund(live, person, next.orderId)
    case 'share':
      return own.share(live, person)
    case 'accept':
      return pub.accept(live, person, next.url)
    case 'follow':
      return own.follow(live, person)
    case 'write':
      return own.write(live, person)
    case 'leave':
      return own.leave(live, person)
    case 'join_group':
      return groups.join(live, person)
    case 'leave_group':
      return groups.leave(live, person, next.chatId)
    case 'staff_check':
      return undefined
  }
}
