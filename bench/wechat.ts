import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { startReading, syncProgress } from '#modules/community/service/sync.ts'
import { createCode, setGreeting } from '#modules/entry/service/codes.ts'
import { saveConnection } from '#modules/entry/service/connections.ts'
import { wecomClient } from '#modules/entry/service.ts'
import { getCustomer, listCustomers } from '#wechat/wecom/customers.ts'
import { figure } from './figure.ts'
import type { Bench } from './figure.ts'
import { BENCH_WORKSPACE, benchServer } from './installation.ts'
import { bareRate } from './single.ts'
import { otherSide, STAFF_IDS } from './wechat-world.ts'
import type { OtherSide } from './wechat-world.ts'

const LOOK_EVERY_MS = 50
const CALLBACKS = 8_000
const WARM = 500
const GREETINGS = 4_000
const ADDS_A_SECOND = 200
const CONTACTS = 6_000

type Server = Awaited<ReturnType<typeof benchServer>>

/** An installation connected to a world, with a code that everybody scans. */
async function connected(server: Server, side: OtherSide, hears: boolean) {
  const ctx = server.rt.ctx(BENCH_WORKSPACE)
  const { corpId, agentId, secret, token, encodingAesKey } = side.opened.wecom
  const { id } = await saveConnection(ctx, {
    kind: 'wecom',
    ...{ corpId, agentId, secret, callbackToken: token, callbackAesKey: encodingAesKey },
    baseUrl: side.opened.wecomBase,
  })
  const path = `/callbacks/wecom/${id}`
  if (hears) await side.callBackTo(`${server.url}${path}`)
  const code = await createCode(ctx, { name: 'bench', staffUserids: STAFF_IDS, skipVerify: true })
  if (code.configId === null) throw new Error('the world made no way')
  return { configId: code.configId, path }
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await sleep(LOOK_EVERY_MS)
}

const callbacksSettled = (server: Server) => async () => {
  const { rows } = await sql<{ left: number }>`select count(*)::int as left
    from community.callback where state = 'waiting'`.execute(server.rt.database.db)
  return rows[0]?.left === 0
}

export const callbacks: Bench = {
  name: 'wechat.callbacks',
  says: 'sealed callbacks of newcomers, checked, stored, answered and worked off, each with its call of WeCom (callbacks/s); against a bare HTTP server with one durable PostgreSQL row each',
  target: '≥ 1 000 callbacks/s',
  async run(log) {
    await using server = await benchServer()
    await using side = await otherSide(WARM + CALLBACKS)
    const { configId, path } = await connected(server, side, true)
    const url = `${server.url}${path}`
    await side.burst({ configId, from: 0, count: WARM, url })
    await until(callbacksSettled(server))
    const answered = await side.burst({ configId, from: WARM, count: CALLBACKS, url })
    const sent = performance.now()
    await until(callbacksSettled(server))
    const seconds = answered + (performance.now() - sent) / 1_000
    log(`answered in ${answered.toFixed(1)} s, worked off after ${seconds.toFixed(1)} s`)
    const rate = CALLBACKS / seconds
    return figure('wechat.callbacks', rate, 'callbacks/s', await bareRate(server.rt.database.pool))
  },
}

export const greeting: Bench = {
  name: 'wechat.greeting',
  says: 'from the callback to the greeting sent, the slowest hundredth at 200 newcomers a second (ms); against one bare call of WeCom at rest',
  target: '≤ 2 000 ms, none missed',
  async run(log) {
    await using server = await benchServer()
    await using side = await otherSide(WARM + GREETINGS)
    const ctx = server.rt.ctx(BENCH_WORKSPACE)
    await setGreeting(ctx, { text: '你好，欢迎来到潮汐书店' })
    const { configId } = await connected(server, side, true)
    await side.scan({ configId, from: 0, count: WARM, perSecond: ADDS_A_SECOND })
    await until(callbacksSettled(server))
    await sql`delete from community.greeting`.execute(ctx.db)
    await side.scan({ configId, from: WARM, count: GREETINGS, perSecond: ADDS_A_SECOND })
    await until(async () => {
      const { rows } = await sql<{ left: number }>`select count(*)::int as left
        from community.greeting where next_try_at is not null`.execute(ctx.db)
      return rows[0]?.left === 0
    })
    const { rows } = await sql<{ p99: number; p50: number; sent: number; others: number }>`
      select percentile_cont(0.99) within group (order by latency_ms) as p99,
        percentile_cont(0.5) within group (order by latency_ms) as p50,
        count(*) filter (where state = 'sent')::int as sent,
        count(*) filter (where state <> 'sent')::int as others
      from community.greeting`.execute(ctx.db)
    const { p99 = Number.NaN, p50 = 0, sent = 0, others = 0 } = rows[0] ?? {}
    log(`${sent} greeted, ${others} not; the middle one after ${Math.round(p50)} ms`)
    if (others > 0) throw new Error(`${others} newcomers were not greeted`)
    return figure('wechat.greeting', p99, 'ms', await bareCall(server))
  },
}

/** The middle one of a hundred calls, one after another. */
async function bareCall(server: Server): Promise<number> {
  const session = await wecomClient(server.rt.ctx(BENCH_WORKSPACE))
  if (!session) throw new Error('no session')
  const tookMs: number[] = []
  for (let n = 0; n < 100; n++) {
    const began = performance.now()
    await listCustomers(session, 'nobody')
    tookMs.push(performance.now() - began)
  }
  return tookMs.toSorted((a, b) => a - b)[50] ?? Number.NaN
}

export const contactSync: Bench = {
  name: 'wechat.sync',
  says: 'a first reading of all customers of three members of staff, each read whole and kept as a person (contacts/s); against nothing but the same calls of WeCom, one after another',
  target: 'measured',
  async run(log) {
    await using server = await benchServer()
    await using side = await otherSide(CONTACTS)
    const ctx = server.rt.ctx(BENCH_WORKSPACE)
    const { configId } = await connected(server, side, false)
    await side.scan({ configId, from: 0, count: CONTACTS })
    const began = performance.now()
    await startReading(ctx, { kind: 'staff' })
    const of = async () => (await syncProgress(ctx)).items[1]
    await until(async () => (await of())?.finishedAt !== null)
    const seconds = (performance.now() - began) / 1_000
    const read = (await of())?.contactsRead ?? 0
    log(`${read} read in ${seconds.toFixed(1)} s`)
    return figure('wechat.sync', read / seconds, 'contacts/s', await bareReads(server))
  },
}

async function bareReads(server: Server): Promise<number> {
  const session = await wecomClient(server.rt.ctx(BENCH_WORKSPACE))
  if (!session) throw new Error('no session')
  const listed = await listCustomers(session, STAFF_IDS[0] ?? '')
  if (listed.kind === 'refused') throw new Error(listed.says)
  const ids = listed.value.external_userid.slice(0, 1_000)
  const began = performance.now()
  for (const id of ids) await getCustomer(session, id)
  return ids.length / ((performance.now() - began) / 1_000)
}
