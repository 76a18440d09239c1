import { setTimeout as sleep } from 'node:timers/promises'
import { batchBody } from './load.ts'
import { openWire, postRequest } from './wire.ts'

/** As many browsers are waiting for an answer at once. */
const IN_FLIGHT = 256
/** Of a hundred events each: more than are sent in the seconds of a bench. */
export const BATCHES = 1_200

/**
 * One event a request, as browsers send it, for so many seconds; as fast as they are answered, or at a
 * rate. Tells its parent how many were answered and how long the slowest hundredth took.
 */
async function main([url = '', key = '', seconds = '1', perSecond = '0', from = '0']: string[]) {
  const requests = Array.from({ length: BATCHES }, (_, n) => batchBody(n + Number(from))).flatMap(
    (body) =>
      (JSON.parse(body) as { batch: object[] }).batch.map((event) =>
        postRequest(url, key, JSON.stringify(event)),
      ),
  )
  const wires = await Promise.all(Array.from({ length: IN_FLIGHT }, () => openWire(url)))
  const tookMs: number[] = []
  const began = performance.now()
  const end = began + Number(seconds) * 1_000
  const rate = Number(perSecond)
  let next = 0
  await Promise.all(
    wires.map(async (wire) => {
      while (performance.now() < end) {
        const n = next++
        // A rate is kept whatever the answers do: who waits for a slow one still asks in time.
        const due = rate > 0 ? began + (n / rate) * 1_000 : performance.now()
        if (due > performance.now()) await sleep(due - performance.now())
        await wire.ask(requests[n % requests.length] as Buffer)
        tookMs.push(performance.now() - due)
      }
      wire.close()
    }),
  )
  const elapsed = (performance.now() - began) / 1_000
  const sorted = tookMs.toSorted((a, b) => a - b)
  process.send?.({
    answered: tookMs.length,
    perSecond: tookMs.length / elapsed,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  })
}

if (import.meta.main) await main(process.argv.slice(2))
