import { setTimeout as sleep } from 'node:timers/promises'
import { clickHouseServer } from '../server/testing/clickhouse-server.ts'
import { firstWorkspace, installation } from '../server/testing/process.ts'
import { figure } from './figure.ts'
import type { Bench } from './figure.ts'
import { loaded } from './sender.ts'

const EVENTS_A_BATCH = 100
const BATCHES_A_SECOND = 50
const PEOPLE = 20_000
/** Shorter ones are for trying it out: the figure is of ten minutes. */
const AWAY_MINUTES = Number(process.env.SIYU_BENCH_MINUTES ?? 10)
const MIB = 2 ** 20
const PATIENCE_MS = 60 * 60_000

const numberOf = async (url: string, name: string): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1])
}
const memoryMib = async (url: string) =>
  (await numberOf(url, 'process_resident_memory_bytes')) / MIB

/** How many events ClickHouse has, and how many message ids: each must be there once. */
async function stored(clickhouse: string): Promise<{ events: number; ids: number }> {
  const query = `SELECT count() AS events, uniqExact(message_id) AS ids FROM events
    WHERE startsWith(message_id, 'bench-') FORMAT JSON`
  const answer = await fetch(clickhouse, { method: 'POST', body: query })
  const { data } = (await answer.json()) as { data: { events: string; ids: string }[] }
  return { events: Number(data[0]?.events), ids: Number(data[0]?.ids) }
}

async function drained(url: string): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    const { inbox } = (await (await fetch(`${url}/health`)).json()) as {
      inbox: { pending: number }
    }
    if (inbox.pending === 0) return
    if (performance.now() > until) throw new Error(`${inbox.pending} batches wait still`)
    await sleep(1_000)
  }
}

export const outage: Bench = {
  name: 'ingest.outage',
  says: 'memory of the whole process at its greatest (MiB) while ClickHouse is away for ten minutes at 5 000 events/s and the backlog is drained; every ask must be answered 200 and every event be stored once, or there is no figure; against the same process under the same load before',
  target: '≤ 1 024 MiB',
  isLong: true,
  async run(log) {
    await using clickhouse = await clickHouseServer()
    await using real = await installation({ env: { CLICKHOUSE_URL: clickhouse.url } })
    await real.start()
    const { write: key } = await firstWorkspace(real.url)
    const known = PEOPLE / EVENTS_A_BATCH
    const url = `${real.url}/v1/batch`
    const perSecond = BATCHES_A_SECOND
    await (
      await loaded({ url, key, batches: known, offset: 0, perSecond })
    )()
    await drained(real.url)
    const before = await memoryMib(real.url)

    const batches = AWAY_MINUTES * 60 * BATCHES_A_SECOND
    const send = await loaded({ url, key, batches, offset: known, perSecond })
    let most = before
    const watch = new AbortController()
    const watching = (async () => {
      while (!watch.signal.aborted) {
        most = Math.max(most, await memoryMib(real.url))
        await sleep(500)
      }
    })()
    clickhouse.state = 'away'
    log(`ClickHouse is away; ${BATCHES_A_SECOND * EVENTS_A_BATCH} events/s for ${AWAY_MINUTES} min`)
    const began = performance.now()
    await send()
    const tookS = (performance.now() - began) / 1_000
    const mostAway = most
    log(`all answered in ${tookS.toFixed(0)} s; at most ${mostAway.toFixed(0)} MiB`)
    clickhouse.state = 'up'
    const back = performance.now()
    await drained(real.url)
    const drainS = (performance.now() - back) / 1_000
    watch.abort()
    await watching
    const wanted = (known + batches) * EVENTS_A_BATCH
    const { events, ids } = await stored(clickhouse.url)
    log(
      `drained in ${drainS.toFixed(0)} s (${Math.round(wanted / drainS)} events/s); ${events} stored`,
    )
    if (events !== wanted || ids !== wanted)
      throw new Error(`sent ${wanted}, stored ${events}, of which ${ids} different`)
    return figure('ingest.outage', most, 'MiB', before)
  },
}
