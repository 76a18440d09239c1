import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCore } from './client.ts'
import type { Core } from './client.ts'
import type { Options } from './options.ts'
import { FINE, device } from './testing.ts'
import type { Fate, Tab } from './testing.ts'

const OPTIONS: Options = { writeKey: 'siyu_wk_test', endpoint: 'https://siyu.test', batchSize: 5 }
const NUM_RUNS = Number(process.env.SIYU_RUNS ?? 300)
const HOUR = 3_600_000

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(FINE) },
  // Nobody answers for a collector that was not reached.
  fc.record({
    reaches: fc.boolean(),
    answer: fc.constant({ status: 0 }),
    afterMs: fc.integer({ min: 1, max: 40_000 }),
  }),
  fc.record({
    reaches: fc.constant(true),
    answer: fc.record({
      status: fc.constantFrom(200, 429, 500, 503),
      retryAfter: fc.constantFrom(undefined, '3', 'Mon, 02 Mar 2026 02:00:30 GMT', 'soon'),
    }),
    afterMs: fc.integer({ min: 1, max: 40_000 }),
  }),
)

type Step =
  | { kind: 'track' | 'reload' | 'leave' | 'online'; tab: number }
  | { kind: 'advance'; ms: number }
  | { kind: 'clock'; ms: number }

const tab = fc.integer({ min: 0, max: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('track' as const), tab }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('reload', 'leave', 'online'), tab }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('advance' as const),
      ms: fc.constantFrom(1, 15, 700, 2_500, 40_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('clock' as const),
      ms: fc.integer({ min: -3 * HOUR, max: 3 * HOUR }),
    }),
  },
)

/** Three tabs of one browser live through all of it; then the network is well for as long as it takes. */
function live(steps: readonly Step[], fates: readonly Fate[]) {
  let asked = 0
  const world = device(() => fates[asked++] ?? FINE)
  const tabs: { tab: Tab; core: Core }[] = []
  const open = (at: number) => {
    const fresh = world.open()
    tabs[at] = { tab: fresh, core: createCore(fresh.host, OPTIONS, () => ({})) }
  }
  ;[0, 1, 2].forEach(open)
  let made = 0
  for (const it of steps) {
    if (it.kind === 'advance') world.advance(it.ms)
    else if (it.kind === 'clock') world.setClock(it.ms)
    else if (it.kind === 'track') tabs[it.tab]?.core.track(`event ${made++}`)
    else if (it.kind === 'leave') tabs[it.tab]?.core.leave()
    else if (it.kind === 'online') tabs[it.tab]?.core.online()
    else {
      tabs[it.tab]?.core.leave()
      tabs[it.tab]?.tab.kill()
      open(it.tab)
    }
  }
  asked = fates.length
  world.advance(6 * HOUR)
  const names = new Map(
    world.arrived.flatMap(({ batch }) => batch.map((it) => [it.messageId, it.event])),
  )
  return { world, made, order: world.taken.map((id) => names.get(id)) }
}

test('whatever fails, reloads or leaves: each message is counted once, in the order it was made', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.array(fate, { maxLength: 30 }),
      (steps, fates) => {
        const { world, made, order } = live(steps, fates)
        expect(order).toEqual(Array.from({ length: made }, (_, i) => `event ${i}`))
        const left = [...world.stored.keys()].filter((key) => key.startsWith('m.'))
        expect(left).toEqual([])
      },
    ),
    { numRuns: NUM_RUNS },
  )
})

test('when nothing fails, no tab sends what another has sent', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.record({ kind: fc.constant('track' as const), tab }), step), {
        maxLength: 60,
      }),
      (steps) => {
        const calm = steps.filter(({ kind }) => kind === 'track' || kind === 'advance')
        const { world, made } = live(calm, [])
        expect(world.arrived.flatMap(({ batch }) => batch)).toHaveLength(made)
      },
    ),
    { numRuns: NUM_RUNS },
  )
})
