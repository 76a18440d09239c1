import { Agent, request } from 'node:http'

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

export function post(url: string, key: string, body: string, agent: Agent): Promise<void> {
  return new Promise((done, fail) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
        },
      },
      (answer) => {
        answer.resume()
        answer.once('end', () =>
          answer.statusCode === 200 ? done() : fail(new Error(`answered ${answer.statusCode}`)),
        )
      },
    )
    sent.once('error', fail)
    sent.end(body)
  })
}

async function main([url = '', key = '', batches = '0', offset = '0']: string[]) {
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT })
  let next = Number(offset)
  const end = next + Number(batches)
  const worker = async () => {
    while (next < end) await post(url, key, batchBody(next++), agent)
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
  agent.destroy()
}

if (import.meta.main) await main(process.argv.slice(2))
