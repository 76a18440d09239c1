import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstWorkspace, installation } from './testing/process.ts'
import type { Installation } from './testing/process.ts'

/** A real process is killed three times while senders send and retry: laws 1 and 2, from outside. */

let real: Installation
beforeAll(async () => {
  real = await installation()
  await real.start()
})
afterAll(() => real?.[Symbol.asyncDispose]())

const SENDERS = 3
const EVENTS_A_BATCH = 20
const EVENTS_A_PERSON = 5
const KILLS = 3

/** Sends until it is told that the events are kept; what was answered before a cut is sent again. */
async function sendUntilKept(
  body: string,
  writeKey: string,
): Promise<{ tries: number; position: string }> {
  for (let tries = 1; ; tries++) {
    try {
      const response = await fetch(`${real.url}/v1/batch`, {
        method: 'POST',
        body,
        headers: { authorization: `Basic ${btoa(`${writeKey}:`)}` },
        signal: AbortSignal.timeout(5_000),
      })
      if (response.status === 200) {
        const { position, refused } = (await response.json()) as { position: string; refused: [] }
        expect(refused).toEqual([])
        return { tries, position }
      }
      if (response.status < 500) throw new Error(`answered ${response.status}`)
    } catch (error) {
      // Swallowed because a cut connection is what this test is about; a refusal is a failure.
      if (error instanceof Error && error.message.startsWith('answered')) throw error
    }
    await sleep(50)
  }
}

test('killed three times under load, it has stored what was sent, each message once', async () => {
  const keys = await firstWorkspace(real.url)
  const headers = { authorization: `Bearer ${keys.api}`, 'content-type': 'application/json' }
  let stopping = false
  let sent = 0
  let again = 0
  const positions: bigint[] = []
  const sender = async (sender: number) => {
    for (let batch = 0; !stopping; batch++) {
      const events = Array.from({ length: EVENTS_A_BATCH }, (_, i) => ({
        ...{ type: 'track', event: 'tortured', messageId: `t-${sender}-${batch}-${i}` },
        userId: `p-${sender}-${batch}-${Math.floor(i / EVENTS_A_PERSON)}`,
      }))
      const { tries, position } = await sendUntilKept(JSON.stringify({ batch: events }), keys.write)
      sent += events.length
      again += tries - 1
      positions.push(BigInt(position))
    }
  }
  const senders = Array.from({ length: SENDERS }, (_, i) => sender(i))
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(1_500)
    await real.kill()
    await real.start()
  }
  await sleep(500)
  stopping = true
  await Promise.all(senders)
  expect(again).toBeGreaterThan(0)

  const last = positions.reduce((a, b) => (a > b ? a : b), 0n)
  for (const position of [last, ...positions.slice(0, 5)]) {
    const path = `/api/settled?position=${position}&timeoutMs=60000`
    expect(await (await fetch(real.url + path, { headers })).json()).toMatchObject({
      settled: true,
    })
  }
  const count = async (n: number) => {
    const predicate = {
      ...{ kind: 'event', event: 'tortured', where: [], window: { kind: 'ever' } },
      count: { op: 'gte', n },
    }
    const response = await fetch(`${real.url}/api/segments/preview`, {
      method: 'POST',
      body: JSON.stringify({ predicate }),
      headers,
    })
    return ((await response.json()) as { count: number }).count
  }
  const people = sent / EVENTS_A_PERSON
  expect([await count(1), await count(EVENTS_A_PERSON), await count(EVENTS_A_PERSON + 1)]).toEqual([
    people,
    people,
    0,
  ])
  const volume = await (await fetch(`${real.url}/api/collect/sources?hours=24`, { headers })).json()
  const { items } = volume as { items: { name: string; events: number }[] }
  expect(items.find(({ name }) => name === 'shop')?.events).toBe(sent)
  const health = await (await fetch(`${real.url}/health`)).json()
  expect(health).toMatchObject({ status: 'ok', inbox: { pending: 0 } })
  const letters = await (await fetch(`${real.url}/api/collect/dead-letters`, { headers })).json()
  expect(letters).toMatchObject({ items: [] })
}, 120_000)
