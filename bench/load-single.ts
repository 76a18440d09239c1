import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { batchBody, post } from './load.ts'

const IN_FLIGHT = 32

/**
 * One event a request, as browsers send it, for so many seconds; as fast as they are answered, or at a
 * rate. Tells its parent how many were answered and how long the slowest hundredth took.
 */
async function main([url = '', key = '', seconds = '1', perSecond = '0', from = '0']: string[]) {
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT })
  const bodies = Array.from({ length: 200 }, (_, n) => batchBody(n + Number(from))).flatMap(
    (body) => (JSON.parse(body) as { batch: object[] }).batch.map((it) => JSON.stringify(it)),
  )
  const tookMs: number[] = []
  const began = performance.now()
  const end = began + Number(seconds) * 1_000
  const rate = Number(perSecond)
  let next = 0
  const worker = async () => {
    while (performance.now() < end) {
      const n = next++
      // A rate is kept whatever the answers do: who waits for a slow one still asks in time.
      const due = rate > 0 ? began + (n / rate) * 1_000 : performance.now()
      if (due > performance.now()) await sleep(due - performance.now())
      await post(url, key, bodies[n % bodies.length] ?? '', agent)
      tookMs.push(performance.now() - due)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
  agent.destroy()
  const elapsed = (performance.now() - began) / 1_000
  const sorted = tookMs.toSorted((a, b) => a - b)
  process.send?.({
    perSecond: tookMs.length / elapsed,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  })
}

if (import.meta.main) await main(process.argv.slice(2))
