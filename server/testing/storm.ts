import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'

/**
 * Senders that behave as badly as networks and shops do: they send again what was cut off, and what
 * was answered as well; late, twice at once, with clocks that are years off. Each also leads one person
 * through numbered steps, of which the last must stand in the end: so order is seen too.
 */
export interface Storm {
  /** Ends when everything that was begun has been answered. */
  stop(): Promise<Sent>
}

export interface Sent {
  /** with {@link EVENTS_A_PERSON} events each */
  people: number
  /** the last step of each sender's own person */
  steps: number[]
  /** cut or refused for now, and sent again */
  again: number
  /** the furthest place that an answer named */
  position: string
}

export interface Target {
  url: string
  keys: { api: string; write: string }
}

/** The same luck every time, as far as the network is the same. */
function luckFrom(seed: number): () => number {
  let state = seed
  return () => {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const SENDERS = 3
const PEOPLE_A_BATCH = 4
export const EVENTS_A_PERSON = 5
const YEAR_MS = 365 * 86_400_000
/** All steps are of one instant, so that nothing but their order tells which is the last. */
const STEPPED_AT = '2026-03-01T00:00:00.000Z'

export function storm({ url, keys }: Target, seed: number): Storm {
  const random = luckFrom(seed)
  let stopping = false
  const sent: Sent = { people: 0, steps: [], again: 0, position: '0' }
  const send = async (body: string) => {
    const { tries, position } = await sendUntilKept(`${url}/v1/batch`, body, keys.write)
    sent.again += tries - 1
    if (BigInt(position) > BigInt(sent.position)) sent.position = position
  }
  const sender = async (name: number) => {
    const late: string[] = []
    for (let n = 0; !stopping || late.length > 0; n++) {
      if (stopping) {
        await send(late.shift() ?? '')
        continue
      }
      const people = batchOf(name, n, random)
      sent.people += PEOPLE_A_BATCH
      sent.steps[name] = n
      const steps = JSON.stringify({ batch: [step(name, n)] })
      const body = JSON.stringify(people)
      await send(steps)
      const luck = random()
      if (luck < 0.1) await Promise.all([send(body), send(body)])
      else if (luck < 0.3) late.push(body)
      else await send(body)
      if (luck > 0.9) await send(steps)
      if (late.length > 3) await send(late.splice(Math.floor(random() * late.length), 1)[0] ?? '')
    }
  }
  const senders = Array.from({ length: SENDERS }, (_, name) => sender(name))
  return {
    async stop() {
      stopping = true
      await Promise.all(senders)
      return sent
    },
  }
}

/** A device whose clock is years off says when it sent, so what it tells of is put right: a while ago. */
function batchOf(name: number, n: number, random: () => number) {
  const sentAt = Date.now() + (random() * 2 - 1) * 3 * YEAR_MS
  const batch = Array.from({ length: PEOPLE_A_BATCH * EVENTS_A_PERSON }, (_, i) => ({
    ...{ type: 'track', event: 'tortured', messageId: `t-${name}-${n}-${i}` },
    userId: `p-${name}-${n}-${Math.floor(i / EVENTS_A_PERSON)}`,
    timestamp: new Date(sentAt - random() * YEAR_MS).toISOString(),
  }))
  return { batch, sentAt: new Date(sentAt).toISOString() }
}

const step = (name: number, n: number) => ({
  ...{ type: 'identify', messageId: `s-${name}-${n}`, userId: `walker-${name}` },
  ...{ timestamp: STEPPED_AT, traits: { step: n } },
})

/** Until it is told that the events are kept; what was answered before a cut is sent again. */
async function sendUntilKept(url: string, body: string, key: string) {
  const headers = { authorization: `Basic ${btoa(`${key}:`)}` }
  for (let tries = 1; ; tries++) {
    try {
      const signal = AbortSignal.timeout(10_000)
      const response = await fetch(url, { method: 'POST', body, headers, signal })
      if (response.status === 200) {
        const { position, refused } = (await response.json()) as { position: string; refused: [] }
        expect(refused).toEqual([])
        return { tries, position }
      }
      if (response.status < 500) throw new Error(`answered ${response.status}`)
      // Busy or without its store: that is what a 503 is for. Anything else of the kind is a bug.
      expect(response.status).toBe(503)
    } catch (error) {
      // Swallowed because a cut connection is what this test is about; a refusal is a failure.
      if (!(error instanceof TypeError) && !isTimeout(error)) throw error
    }
    await sleep(50)
  }
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && error.name === 'TimeoutError'

/** What there is after a storm, as somebody outside can see it. */
export interface Reckoning {
  settled: boolean
  /** with at least one event, with all of theirs, with more than they were sent */
  people: [some: number, all: number, more: number]
  /** the sender's own people who stand at their last step */
  walkers: number
  waiting: number
  letters: number
}

/** Laws 1 and 2: sent = stored, each once, in each person's order, nothing stuck. */
export const owed = ({ people, steps }: Sent): Reckoning => ({
  ...{ settled: true, people: [people, people, 0], walkers: steps.length, waiting: 0, letters: 0 },
})

export async function kept({ url, keys }: Target, sent: Sent): Promise<Reckoning> {
  const headers = { authorization: `Bearer ${keys.api}`, 'content-type': 'application/json' }
  const ask = async <It>(path: string, body?: object): Promise<It> => {
    const how = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    return (await (await fetch(url + path, { ...how, headers })).json()) as It
  }
  const { settled } = await ask<{ settled: boolean }>(
    `/api/settled?position=${sent.position}&timeoutMs=120000`,
  )
  const people = async (predicate: object) =>
    (await ask<{ count: number }>('/api/segments/preview', { predicate })).count
  const done = (n: number) =>
    people({
      ...{ kind: 'event', event: 'tortured', where: [], window: { kind: 'ever' } },
      count: { op: 'gte', n },
    })
  let walkers = 0
  for (const value of new Set(sent.steps))
    walkers += await people({ kind: 'attribute', name: 'step', test: { op: 'is', value } })
  const health = await ask<{ inbox: { pending: number } }>('/health')
  const letters = await ask<{ items: unknown[] }>('/api/collect/dead-letters')
  return {
    ...{ settled, walkers, waiting: health.inbox.pending, letters: letters.items.length },
    people: [await done(1), await done(EVENTS_A_PERSON), await done(EVENTS_A_PERSON + 1)],
  }
}
