import { setTimeout as sleep } from 'node:timers/promises'
import { sql, str, uuid } from '#kernel/sql.ts'
import { createWriteKey } from '#modules/collect/service.ts'
import { figure } from './figure.ts'
import type { Bench } from './figure.ts'
import { allVisible, BENCH_WORKSPACE, benchServer } from './installation.ts'
import { loaded } from './sender.ts'
import { openWire, postRequest } from './wire.ts'

const EVENTS_A_BATCH = 100
const BATCHES_A_SECOND = 100
const SECONDS = 20
const PEOPLE = 20_000
const PROBE_EVERY_MS = 100
const LOOK_EVERY_MS = 20

type Server = Awaited<ReturnType<typeof benchServer>>

const slowest = (tookMs: readonly number[]): number =>
  tookMs.toSorted((a, b) => a - b)[Math.floor(tookMs.length * 0.99)] ?? Number.NaN

/** How long after its answer each probe was found by a query, asked every 20 ms. */
async function probes({ url, rt }: Server, key: string, until: AbortSignal): Promise<number[]> {
  const wire = await openWire(url ?? '')
  const answeredAt = new Map<string, number>()
  const tookMs: number[] = []
  const look = async () => {
    const rows = await rt.ch.query<{ id: string }>(sql`
      SELECT message_id AS id FROM events
      WHERE workspace_id = ${uuid(BENCH_WORKSPACE)} AND event = ${str('probe')}`)
    for (const { id } of rows) {
      const since = answeredAt.get(id)
      if (since === undefined) continue
      tookMs.push(performance.now() - since)
      answeredAt.delete(id)
    }
  }
  const sender = async () => {
    for (let n = 0; !until.aborted; n++) {
      const probe = { event: 'probe', messageId: `probe-${n}`, anonymousId: 'prober' }
      await wire.ask(postRequest(`${url}/v1/track`, key, JSON.stringify(probe)))
      answeredAt.set(probe.messageId, performance.now())
      await sleep(PROBE_EVERY_MS)
    }
  }
  const sending = sender()
  while (!until.aborted || answeredAt.size > 0) {
    await look()
    await sleep(LOOK_EVERY_MS)
  }
  await sending
  wire.close()
  return tookMs
}

/** One row inserted bare, until the query that finds it has answered. */
async function bare({ rt }: Server): Promise<number[]> {
  await rt.ch.command('CREATE TABLE IF NOT EXISTS bare AS events')
  const tookMs: number[] = []
  for (let n = 0; n < 100; n++) {
    const began = performance.now()
    const id = `bare-${n}`
    const row = { workspace_id: BENCH_WORKSPACE, event: 'probe', message_id: id }
    await rt.ch.insert('bare', [row], id)
    await rt.ch.query(sql`SELECT count() AS n FROM bare WHERE message_id = ${str(id)}`)
    tookMs.push(performance.now() - began)
  }
  return tookMs
}

export const latency: Bench = {
  name: 'ingest.latency',
  says: 'from an answer to the event being found by a query, the slowest hundredth while 10 000 events/s come in (ms); against one bare ClickHouse insert and query at rest',
  target: '≤ 1 000 ms',
  async run(log) {
    await using server = await benchServer()
    const { key } = await createWriteKey(server.rt.ctx(BENCH_WORKSPACE), { name: 'bench' })
    const batches = `${server.url}/v1/batch`
    const known = PEOPLE / EVENTS_A_BATCH
    const least = slowest(await bare(server))
    log(`making ${PEOPLE} people known`)
    await (
      await loaded({ url: batches, key, batches: known, offset: 0 })
    )()
    // Measured is a steady stream, not what a burst of newcomers before it left waiting.
    await allVisible(server.rt, PEOPLE)
    const send = await loaded({
      ...{ url: batches, key, batches: SECONDS * BATCHES_A_SECOND, offset: known },
      perSecond: BATCHES_A_SECOND,
    })
    const done = new AbortController()
    log(`${BATCHES_A_SECOND * EVENTS_A_BATCH} events/s for ${SECONDS} s`)
    const began = performance.now()
    const looking = probes(server, key, done.signal)
    await send()
    const took = (performance.now() - began) / 1_000
    done.abort()
    const tookMs = await looking
    log(`sent in ${took.toFixed(1)} s; ${tookMs.length} probes`)
    return figure('ingest.latency', slowest(tookMs), 'ms', least)
  },
}
