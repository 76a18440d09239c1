import { HOUR_MS } from '#kernel/time.ts'
import { KEPT_HOURS, TEN_MS, hourOf } from './flow.ts'
import type { Flow, Recent } from './flow.ts'

/** For tests: a shop's events as they come over weeks, night and weekend in them, from a seed. */
export interface Simulated {
  /** events in each ten minutes since `startMs` */
  tens: number[]
  startMs: number
}

/** mulberry32: small, and the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function poisson(mean: number, random: () => number): number {
  if (mean > 50) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal))
  }
  let product = random()
  let count = 0
  for (const limit = Math.exp(-mean); product > limit; count++) product *= random()
  return count
}

/** Share of the day's mean in an hour of the day: little at four at night, much at nine in the evening. */
export const shapeOf = (hour: number): number => {
  const ofDay = ((hour % 24) + 24) % 24
  const weekend = Math.floor((hour / 24 + 4) % 7) >= 5 ? 1.3 : 1
  return weekend * (0.1 + 0.9 * (1 + Math.sin(((ofDay - 15) / 24) * 2 * Math.PI)))
}

export function simulate(of: {
  perHour: number
  days: number
  seed: number
  /** of whole hours, beyond Poisson's: 0.2 is a fifth up or down */
  scatter?: number
  startMs?: number
}): Simulated {
  const random = seeded(of.seed)
  const startMs = of.startMs ?? Date.UTC(2026, 1, 2)
  const tens: number[] = []
  for (let hour = 0; hour < of.days * 24; hour++) {
    const busy = Math.exp((of.scatter ?? 0) * (random() + random() + random() - 1.5) * 2)
    const mean = (of.perHour * shapeOf(hour) * busy) / 6
    for (let i = 0; i < 6; i++) tens.push(poisson(mean, random))
  }
  return { tens, startMs }
}

/** What Siyu would know of it at an instant. */
export function knownAt({ tens, startMs }: Simulated, now: number): { flow: Flow; recent: Recent } {
  const first = Math.max(hourOf(startMs), hourOf(now) - KEPT_HOURS)
  const at = (ten: number) => tens[ten - startMs / TEN_MS] ?? 0
  const counts = Array.from({ length: hourOf(now) - first }, (_, i) =>
    [0, 1, 2, 3, 4, 5].reduce((sum, j) => sum + at((first + i) * 6 + j), 0),
  )
  let last = Math.floor(now / TEN_MS) - 1
  while (last > startMs / TEN_MS && at(last) === 0) last--
  const recentTens = Array.from({ length: 36 }, (_, i) => Math.floor(now / TEN_MS) - 36 + i)
  return {
    flow: { firstHour: first, counts },
    recent: {
      until: now,
      tens: recentTens.map((ten) => ({ endsAt: (ten + 1) * TEN_MS, events: at(ten) })),
      lastAt: (last + 1) * TEN_MS - HOUR_MS / 60,
    },
  }
}
