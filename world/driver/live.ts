import { plan } from './agenda.ts'
import type { Plan } from './agenda.ts'
import { dice, uuidOf } from '../random.ts'
import type { Dice } from '../random.ts'
import type { Life } from '../people/life.ts'
import type { Person } from '../people/person.ts'
import { moveClock } from '../siyu/clock.ts'
import { sendBatch } from '../siyu/collect.ts'
import { userIdOf } from '../siyu/identifiers.ts'
import type { Tracked } from '../siyu/collect.ts'
import type { SiyuAccess } from '../siyu/http.ts'
import type { Siyu } from '../siyu/known.ts'
import type { World } from '../world.ts'

/** A world being lived: what its people do goes to Siyu over HTTP, when there is a Siyu. */
export interface Live {
  world: World
  access: SiyuAccess | undefined
  /** Events on their phones' way out; sent in time order, before anything that must come after them. */
  outgoing: Tracked[]
  /** Welcome codes given out since time last stood still for them. */
  ungreeted: Set<string>
  /** What Siyu must see at its instant waits for the next multiple of this: moving its clock costs. */
  grainMs: number
  /** Greetings missed in a row: a Siyu that does not greet is not waited for at length. */
  missed: number
  report: (says: string) => void
}

/** Siyu's clock may lag by this much where the instant is not critical. */
const NEAR_MS = 120_000
const BATCH = 200

export function newLive(world: World, report: (says: string) => void): Live {
  return {
    world,
    access: undefined,
    outgoing: [],
    ungreeted: new Set(),
    grainMs: 0,
    missed: 0,
    report,
  }
}

export const known = (world: World): Siyu =>
  (world.state.siyu ??= {
    clockMs: world.clock.nowMs(),
    posts: {},
    codes: [],
    gameId: undefined,
    position: undefined,
    made: {},
  })

/** Fresh dice for her next decision. */
export function decide(live: Live, person: Person): { life: Life; d: Dice; nowMs: number } {
  const life = live.world.lifeOf(person.id)
  const d = dice(live.world.state.seed, `${person.id}:${life.turn++}`)
  return { life, d, nowMs: live.world.clock.nowMs() }
}

export function later(live: Live, who: string, afterSeconds: number, next: Plan): void {
  const atMs = live.world.clock.nowMs() + afterSeconds * 1_000
  plan(live.world.state.agenda, { atMs, who, plan: next })
}

type Said = Omit<Tracked, 'messageId' | 'timestamp' | 'anonymousId' | 'userId'>

/** What her browser's SDK notes; it leaves with the next flush. */
export function note(live: Live, person: Person, said: Said): void {
  const { world } = live
  const life = world.lifeOf(person.id)
  const anonymousId = life.anonymousId ?? person.anonymousId
  const name = `event:${person.id}:${life.turn++}`
  // Two doings of one instant keep their order by a millisecond each.
  const atMs = Math.max(world.clock.nowMs(), life.lastSeenMs + 1)
  life.lastSeenMs = atMs
  live.outgoing.push({
    ...said,
    messageId: uuidOf(world.state.seed, name),
    timestamp: new Date(atMs).toISOString(),
    anonymousId,
    ...(life.registered ? { userId: userIdOf(person) } : {}),
    context: {
      library: { name: 'siyu-browser', version: '0.1.0' },
      userAgent: USER_AGENT,
      locale: 'zh-CN',
      ...said.context,
    },
  })
}

export const USER_AGENT =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50'

export async function flush(live: Live): Promise<void> {
  const { access } = live
  const events = live.outgoing.splice(0)
  if (!access) return
  const state = known(live.world)
  for (let i = 0; i < events.length; i += BATCH) {
    const sentAt = new Date(state.clockMs).toISOString()
    reached(live, await sendBatch(access, events.slice(i, i + BATCH), sentAt))
  }
}

/** Remembers the furthest position Siyu answered with: what a step waits for at its end. */
export function reached(live: Live, position: string | undefined): void {
  const state = known(live.world)
  if (position === undefined) return
  if (state.position === undefined || BigInt(position) > BigInt(state.position))
    state.position = position
}

/** Brings Siyu to the world's instant: its clock, then what the phones noted. */
export async function catchUp(live: Live, how: 'exactly' | 'roughly'): Promise<void> {
  const { access, world } = live
  if (!access) return
  const state = known(world)
  if (how === 'roughly' && world.clock.nowMs() - state.clockMs < NEAR_MS) return
  if (world.clock.nowMs() > state.clockMs) {
    await moveClock(access, world.clock.now(), live.grainMs)
    state.clockMs = world.clock.nowMs()
  }
  await flush(live)
}

const POLL_MS = 10
const NUDGES = 4
const IMPATIENT_AFTER = 3

/**
 * Lets newcomers be greeted before time goes on: a welcome code lives 20 s of it. A Siyu that is slow
 * gets a few seconds of its own time, since background work is also done when its clock moves; the
 * world's time stands still, so that what people do next does not depend on how fast Siyu was.
 */
export async function greeted(live: Live): Promise<void> {
  const { access, world } = live
  if (!access || live.ungreeted.size === 0) return
  const waiting = () =>
    [...live.ungreeted].some((code) => world.state.wecom.welcomes[code]?.used === false)
  const nudges = live.missed >= IMPATIENT_AFTER ? 1 : NUDGES
  const patienceMs = world.settings.greetingPatienceMs / (NUDGES + 1)
  for (let nudge = 0; waiting() && nudge <= nudges; nudge++) {
    if (nudge > 0) await nudgeClock(live, access)
    for (let waited = 0; waiting() && waited < patienceMs; waited += POLL_MS)
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  live.missed = waiting() ? live.missed + 1 : 0
  live.ungreeted.clear()
}

async function nudgeClock(live: Live, access: SiyuAccess): Promise<void> {
  const siyu = known(live.world)
  siyu.clockMs = Math.max(siyu.clockMs, live.world.clock.nowMs()) + 1_000
  await moveClock(access, new Date(siyu.clockMs), live.grainMs)
}
