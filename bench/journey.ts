import { addMs } from '#kernel/time.ts'
import { bareUpdate, runTransitions, seedTransitions } from '#modules/journey/testing.ts'
import { figure, median, timeMs } from './figure.ts'
import type { Bench } from './figure.ts'
import { BENCH_WORKSPACE, benchServer } from './installation.ts'

const PEOPLE = 50_000
const ROUNDS = 5
const WORKERS = 2
const MINUTE_MS = 60_000

/**
 * Fifty thousand people due at once, moved one node on by two workers, decided, logged and committed
 * as always; against the same rows moved by one bare UPDATE.
 */
export const transitions: Bench = {
  name: 'journey.transitions',
  says: '50 000 people due at once, two workers (transitions/s); against one bare UPDATE of the same rows',
  target: '≥ 5 000 transitions/s',
  async run(log) {
    await using server = await benchServer('web')
    const start = server.rt.clock.now()
    const at = (round: number) =>
      server.rt.ctx(BENCH_WORKSPACE, { now: addMs(start, round * MINUTE_MS) })
    const [ours, bare] = [
      await seedTransitions(at(0), { people: PEOPLE, waits: ROUNDS + 2 }),
      await seedTransitions(at(0), { people: PEOPLE, waits: ROUNDS + 2 }),
    ]
    const [rates, bareRates]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      let moved = 0
      const tookMs = await timeMs(async () => {
        const workers = Array.from({ length: WORKERS }, () => at(round))
        moved = await runTransitions(workers, ours.journeyId)
      })
      rates.push(moved / (tookMs / 1_000))
      let updated = 0
      const bareMs = await timeMs(async () => {
        updated = await bareUpdate(at(round), bare.journeyId)
      })
      bareRates.push(updated / (bareMs / 1_000))
      log(
        `round ${round + 1}: ${Math.round(rates.at(-1) ?? 0)}/s, bare ${Math.round(bareRates.at(-1) ?? 0)}/s`,
      )
    }
    return figure('journey.transitions', median(rates), 'transitions/s', median(bareRates))
  },
}
