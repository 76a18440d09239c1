import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createWriteKey } from '#modules/collect/service.ts'
import { figure } from './figure.ts'
import type { Bench } from './figure.ts'
import { BATCHES } from './load-single.ts'
import { allVisible, BENCH_WORKSPACE, benchServer } from './installation.ts'

const SECONDS = 12
const WARM_SECONDS = 3

interface Answered {
  answered: number
  perSecond: number
  p99Ms: number
}

/** `from`: whose events are not another load's. */
async function load(
  url: string,
  key: string,
  { seconds, rate = 0, from = 0 }: { seconds: number; rate?: number; from?: number },
): Promise<Answered> {
  const args = [url, key, String(seconds), String(rate), String(from)]
  const child = fork(join(import.meta.dirname, 'load-single.ts'), args)
  const [answered] = (await once(child, 'message')) as [Answered]
  return answered
}

async function measured() {
  await using server = await benchServer()
  const { key } = await createWriteKey(server.rt.ctx(BENCH_WORKSPACE), { name: 'bench' })
  const url = `${server.url}/v1/track`
  const warm = await load(url, key, { seconds: WARM_SECONDS })
  await allVisible(server.rt, warm.answered)
  const full = await load(url, key, { seconds: SECONDS, from: BATCHES })
  // Half of the rate is measured as it goes on for hours: without what the full rate left waiting.
  await allVisible(server.rt, warm.answered + full.answered)
  const rate = Math.floor(full.perSecond / 2)
  const half = await load(url, key, { seconds: SECONDS, rate, from: 2 * BATCHES })
  return { full, half, bare: await bare(server.rt.database.pool) }
}

type Pool = Awaited<ReturnType<typeof benchServer>>['rt']['database']['pool']

/** The least that could be done: parse the body, keep it durably in a row, say so. */
async function bare(pool: Pool): Promise<Answered> {
  await pool.query('create table bare_inbox (id bigint generated always as identity, body bytea)')
  const http = createServer((asked, answer) => {
    const chunks: Buffer[] = []
    asked.on('data', (chunk: Buffer) => chunks.push(chunk))
    asked.on('end', () => {
      const body = Buffer.concat(chunks)
      JSON.parse(body.toString('utf8'))
      void pool
        .query('insert into bare_inbox (body) values ($1)', [body])
        .then(() => answer.end('{"success":true}'))
    })
  }).listen(0, '127.0.0.1')
  await once(http, 'listening')
  try {
    return await load(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`, 'x', {
      seconds: SECONDS,
    })
  } finally {
    http.closeAllConnections()
    http.close()
  }
}

/** So many durable rows a second a bare server keeps: what is set against other figures too. */
export const bareRate = async (pool: Pool): Promise<number> => (await bare(pool)).perSecond

export const single: Bench = {
  name: 'ingest.single',
  says: 'one event a request, 256 at a time, while they are worked off too (requests/s); against a bare HTTP server with one durable PostgreSQL row each',
  target: '≥ 6 000 requests/s',
  async run(log) {
    const { full, half, bare: least } = await measured()
    log(`${Math.round(full.perSecond)} requests/s, p99 ${full.p99Ms.toFixed(1)} ms at that rate`)
    log(`p99 at half of it: ${half.p99Ms.toFixed(1)} ms`)
    return figure('ingest.single', full.perSecond, 'requests/s', least.perSecond)
  },
}

export const ack: Bench = {
  name: 'ingest.ack',
  says: 'the slowest hundredth of answers at half of that rate (ms); against the bare server at its full rate',
  target: '≤ 50 ms',
  async run() {
    const { half, bare: least } = await measured()
    return figure('ingest.ack', half.p99Ms, 'ms', least.p99Ms)
  },
}
