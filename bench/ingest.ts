import { createWriteKey } from '#modules/collect/service.ts'
import { figure, timeMs } from './figure.ts'
import type { Bench } from './figure.ts'
import { allVisible, BENCH_WORKSPACE, benchServer } from './installation.ts'
import { batchBody } from './load.ts'
import { loaded } from './sender.ts'

const BATCHES = 6_000
const BATCH_EVENTS = 100
const PEOPLE = 20_000
const BASELINE_BATCH = 10_000

/**
 * From the first request to the last event being queryable, batches of 100, known people, the sender
 * in a process of its own; against JSON.parse and a ClickHouse insert of the same events.
 */
export const batch100: Bench = {
  name: 'ingest.batch100',
  says: 'batches of 100, accepted to queryable (events/s); against bare JSON.parse + ClickHouse insert of the same events',
  target: '≥ 20 000 events/s',
  async run(log) {
    await using server = await benchServer()
    const { rt, url } = server
    const ctx = rt.ctx(BENCH_WORKSPACE)
    const { key } = await createWriteKey(ctx, { name: 'bench' })
    const to = { url: `${url}/v1/batch`, key }
    log(`making ${PEOPLE} people known`)
    await (
      await loaded({ ...to, batches: PEOPLE / BATCH_EVENTS, offset: 0 })
    )()
    await allVisible(rt, PEOPLE)
    const send = await loaded({ ...to, batches: BATCHES, offset: PEOPLE / BATCH_EVENTS })
    log(`sending ${BATCHES * BATCH_EVENTS} events`)
    const total = PEOPLE + BATCHES * BATCH_EVENTS
    const tookMs = await timeMs(async () => {
      await send()
      await allVisible(rt, total)
    })
    const rate = (BATCHES * BATCH_EVENTS) / (tookMs / 1_000)
    log(`${Math.round(rate)} events/s; now bare`)
    return figure('ingest.batch100', rate, 'events/s', await bare(rt.ch))
  },
}

type ClickHouse = Awaited<ReturnType<typeof benchServer>>['rt']['ch']

/** The least that could be done: parse the same bodies, insert the same events, big batches. */
async function bare(ch: ClickHouse): Promise<number> {
  await ch.command('CREATE TABLE IF NOT EXISTS bare AS events')
  const bodies = Array.from({ length: BATCHES / 4 }, (_, i) => batchBody(i))
  const tookMs = await timeMs(async () => {
    let rows: object[] = []
    let n = 0
    for (const body of bodies) {
      const { batch } = JSON.parse(body) as { batch: Record<string, unknown>[] }
      for (const e of batch)
        rows.push({
          workspace_id: BENCH_WORKSPACE,
          event: e.event,
          at: e.timestamp,
          received_at: e.timestamp,
          message_id: e.messageId,
          ident_id: '1',
          person_id: '1',
          source: 'bench',
          channel: 'web',
          properties: e.properties,
          history: false,
        })
      if (rows.length >= BASELINE_BATCH) {
        await ch.insert('bare', rows, `bare:${n++}`)
        rows = []
      }
    }
    await ch.insert('bare', rows, `bare:${n}`)
  })
  return (bodies.length * BATCH_EVENTS) / (tookMs / 1_000)
}
