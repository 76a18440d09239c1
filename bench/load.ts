import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { openWire, postRequest } from './wire.ts'

const EVENTS_A_BATCH = 100
const PEOPLE = 20_000
const IN_FLIGHT = 8

/** A batch as a shop's page would send it; the n-th is always the same. */
export function batchBody(n: number): string {
  const batch = Array.from({ length: EVENTS_A_BATCH }, (_, i) => {
    const k = n * EVENTS_A_BATCH + i
    return {
      type: 'track',
      event: k % 3 === 0 ? 'product_viewed' : 'page_viewed',
      messageId: `bench-${k}`,
      anonymousId: `visitor-${(k * 7_919) % PEOPLE}`,
      timestamp: new Date(Date.UTC(2026, 0, 1) + k * 10).toISOString(),
      properties: {
        url: `https://shop.example/p/${k % 500}`,
        product_id: `p${k % 500}`,
        price: (k % 200) + 0.9,
        category: ['童书', '科幻', '历史', '心理'][k % 4],
        position: k % 20,
      },
    }
  })
  return JSON.stringify({ batch, sentAt: new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString() })
}

/** Makes its requests, says that it is ready, and sends them when its parent answers; at a rate, if one is given. */
async function main([url = '', key = '', batches = '0', offset = '0', perSecond = '0']: string[]) {
  const first = Number(offset)
  const rate = Number(perSecond)
  const request = (n: number) => postRequest(url, key, batchBody(first + n))
  const count = Number(batches)
  // At a rate there is time to make each when it is its turn, and hours of them need no memory.
  const made = rate > 0 ? [] : Array.from({ length: count }, (_, n) => request(n))
  const wires = await Promise.all(Array.from({ length: IN_FLIGHT }, () => openWire(url)))
  process.send?.('ready')
  await once(process, 'message')
  const began = performance.now()
  let next = 0
  await Promise.all(
    wires.map(async (wire) => {
      for (let n = next++; n < count; n = next++) {
        const earlyMs = rate > 0 ? began + (n / rate) * 1_000 - performance.now() : 0
        if (earlyMs > 0) await sleep(earlyMs)
        await wire.ask(made[n] ?? request(n))
      }
      wire.close()
    }),
  )
  process.disconnect()
}

if (import.meta.main) await main(process.argv.slice(2))
