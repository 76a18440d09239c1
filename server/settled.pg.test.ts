import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { ok, outsider } from './testing/outsider.ts'
import type { Outsider } from './testing/outsider.ts'

/** `GET /api/settled` answers for what one has sent, whatever else goes on. */

let server: TestServer
let shop: Outsider
const LINKS = 7

beforeAll(async () => {
  server = await testServer()
  shop = await outsider(server, '潮汐书店')
  for (let link = 0; link < LINKS; link++) await addLink(link)
  await server.settle()
})
afterAll(() => server[Symbol.asyncDispose]())

const post = async (path: string, body: object) => ok(await shop.send('POST', path, body))

/** Who enters the segment of one tag gets the next tag by a journey: facts that breed facts. */
async function addLink(link: number): Promise<void> {
  const predicate = { kind: 'tag', tag: `link-${link}` }
  const name = `第${link}环`
  const { segmentId } = await post('/api/segments', { name, live: true, predicate })
  const at = (id: string, kind: string, config = {}) => ({ id, kind, config, x: 0, y: 0 })
  const trigger =
    link === 0
      ? at('in', 'event', { event: 'started', where: [] })
      : at('in', 'segment_entered', { segmentId, letIn: 'newcomers' })
  const graph = {
    nodes: [trigger, at('t', 'tag', { act: 'add', tag: `link-${link + 1}` }), at('end', 'exit')],
    edges: [
      { from: 'in', exit: 'entered', to: 't' },
      { from: 't', exit: 'tagged', to: 'end' },
    ],
  }
  const { id, findings } = await post('/api/journeys', { name, graph })
  expect(findings).toEqual([])
  await post(`/api/journeys/${id}/publish`, {})
}

let sent = 0
const send = async (event: string, who: string): Promise<string> => {
  const batch = [{ type: 'track', event, messageId: `s${sent++}`, userId: who }]
  return String((await post('/v1/batch', { batch })).position)
}
const settled = async (position: string, timeoutMs = 30_000) =>
  ok(await shop.get(`/api/settled?position=${position}&timeoutMs=${timeoutMs}`)).settled

/** Sends without end: newcomers who set off the same chain, until it is told to stop. */
async function underLoad<T>(work: () => Promise<T>): Promise<T> {
  let stopping = false
  let crowd = 0
  const sender = async () => {
    while (!stopping) {
      await send(crowd++ % 4 === 0 ? 'started' : 'looked', `crowd-${crowd}`)
      await sleep(40)
    }
  }
  const senders = [sender(), sender(), sender()]
  try {
    return await work()
  } finally {
    stopping = true
    await Promise.all(senders)
  }
}

const tagsOf = async (who: string) => {
  const personId = await shop.personOf('user_id', who)
  const { tags } = ok<{ tags: string[] }>(await shop.get(`/api/people/${personId}`))
  return tags.toSorted()
}
const ALL = Array.from({ length: LINKS }, (_, link) => `link-${link + 1}`)

test('a chain of facts is followed to its end, however long', async () => {
  expect(await settled(await send('started', 'first'))).toBe(true)
  expect(await tagsOf('first')).toEqual(ALL)
})

test('under a load that never ends it answers, and all that follows is visible', async () => {
  await underLoad(async () => {
    await sleep(1_000)
    for (let n = 0; n < 3; n++) {
      const who = `asked-${n}`
      expect(await settled(await send('started', who))).toBe(true)
      expect(await tagsOf(who)).toEqual(ALL)
      const runs = ok<{ items: { state: string }[] }>(
        await shop.get(`/api/journey/people/${await shop.personOf('user_id', who)}`),
      )
      expect(runs.items.map(({ state }) => state)).toEqual(ALL.map(() => 'done'))
      const { items } = await ok<{ items: { name: string }[] }>(
        await shop.get(`/api/people/${await shop.personOf('user_id', who)}/segments`),
      )
      expect(items).toHaveLength(LINKS - 1)
      const predicate = { kind: 'tag', tag: `link-${LINKS}` }
      const { count } = await post('/api/segments/preview', { predicate })
      expect(Number(count)).toBeGreaterThan(n)
    }
  })
  await server.settle()
}, 120_000)

test('it waits neither for what came later nor for work that stems from something else', async () => {
  const position = await send('looked', 'early')
  expect(await settled(position)).toBe(true)
  // A fact of later: its listener is held up, as by a slow store.
  const { pool } = server.rt.database
  const held = await pool.connect()
  try {
    await held.query('begin')
    await held.query(
      "select 1 from platform.outbox_cursor where subscriber = 'audience' for update",
    )
    const later = await send('started', 'late')
    expect(await settled(position, 3_000)).toBe(true)
    expect(await settled(later, 1_000)).toBe(false)
    await held.query('rollback')
    expect(await settled(later)).toBe(true)
    expect(await tagsOf('late')).toEqual(ALL)
  } finally {
    held.release()
  }
})

test('who asked leaves nothing behind', async () => {
  const { rows } = await sql`select 1 from platform.watch`.execute(server.rt.database.db)
  expect(rows).toEqual([])
})
