import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DAY_MS } from '#kernel/time.ts'
import { openCallback } from '#wechat/callback/open.ts'
import { memoryTokens, tokenKeeper } from '#wechat/tokens.ts'
import { wecom } from '#wechat/wecom/client.ts'
import { addContactWay } from '#wechat/wecom/contact-ways.ts'
import { wecomEvent } from '#wechat/wecom/events.ts'
import { addMassSend } from '#wechat/wecom/mass-send.ts'
import { sendWelcome } from '#wechat/wecom/welcome.ts'
import { summary } from '../control/summary.ts'
import { step } from '../driver.ts'
import { openWorld } from '../open.ts'
import type { OpenWorld, WorldOptions } from '../open.ts'
import { DEMO_PACE, liveOn } from '../pace.ts'
import { ACCOUNTS } from '../shop/matrix.ts'
import { recorder, STAFF_ID } from '../testing.ts'
import type { Recorder, Reply, Request } from '../testing.ts'
import { known } from './live.ts'

type Greets = 'at_once' | 'when_its_clock_moves' | 'never'

/**
 * Not Siyu: a server that writes down what it is sent, greets newcomers, and answers with the shapes of
 * Siyu's public API. What people decide may depend on nothing else.
 */
async function played(options: WorldOptions = {}, greets: Greets = 'at_once', port = 0) {
  const waiting: Request[] = []
  let now = ''
  let positions = 0
  const open: { world: OpenWorld | undefined } = { world: undefined }
  const r: Recorder = await recorder(async (request): Promise<Reply> => {
    const json = (body: unknown) => ({ body: JSON.stringify(body) })
    if (request.method === 'PUT' && open.world && greets === 'when_its_clock_moves')
      for (const callback of waiting.splice(0)) await greet(open.world, callback)
    if (request.path === '/api/clock' && request.method === 'PUT')
      now = (JSON.parse(request.body) as { now: string }).now
    if (request.path === '/api/clock') return json({ now })
    if (request.path === '/v1/batch') return json({ position: String(++positions) })
    if (request.path === '/api/identity/lookup') return { status: 404 }
    if (request.path === '/api/settled') return json({ settled: true })
    if (request.path.startsWith('/s/'))
      return { status: 302, headers: { location: landingOf(request), ...cookieFor(request) } }
    if (request.path === '/callback' && open.world && greets === 'at_once')
      await greet(open.world, request)
    if (request.path === '/callback') waiting.push(request)
    if (request.path.endsWith('/invitations')) return json({ url: `${r.url}/s/invite` })
    return json({})
  }, port)
  const cookieFor = (request: Request): Record<string, string> =>
    request.headers['cookie'] ? {} : { 'set-cookie': `anonymous=a-${now}-${request.path.slice(3)}` }
  const landingOf = (request: Request) =>
    `${open.world?.shopUrl}/books/bk001?from=${request.path.slice(3)}`
  const world = await openWorld({ people: 120, seed: 11, ...options })
  open.world = world
  now = new Date(world.world.state.nowMs).toISOString()
  await setUp(world, r)
  await world.connect({ url: r.url, writeKey: 'w', apiKey: 'k' })
  return {
    r,
    world,
    [Symbol.asyncDispose]: async () => {
      await world.close()
      await r[Symbol.asyncDispose]()
    },
  }
}

const clientOf = ({ world, wecomBase }: OpenWorld) =>
  wecom({
    ...world.credentials.wecom,
    base: wecomBase,
    fetch,
    now: () => world.clock.now(),
    tokens: tokenKeeper(memoryTokens()),
  })

async function setUp(open: OpenWorld, r: Recorder): Promise<void> {
  const siyu = known(open.world)
  siyu.gameId = 'g1'
  open.world.state.wecom.callbackUrl = `${r.url}/callback`
  if (siyu.codes.length > 0) return
  const way = { type: 1 as const, scene: 2 as const, state: 'code-1', user: [STAFF_ID] }
  const made = await addContactWay(clientOf(open), way)
  const configId = made.kind === 'ok' ? made.value.config_id : ''
  siyu.codes.push(configId)
  for (const post of ACCOUNTS.flatMap((account) => account.posts))
    siyu.posts[post.id] = { url: `${r.url}/s/${post.id}`, configId }
}

async function greet(open: OpenWorld, request: Request): Promise<void> {
  const { corpId, token, encodingAesKey } = open.world.credentials.wecom
  const query = {
    signature: request.query.get('msg_signature') ?? '',
    timestamp: request.query.get('timestamp') ?? '',
    nonce: request.query.get('nonce') ?? '',
  }
  const opened = openCallback({ token, encodingAesKey, receiveId: corpId }, query, request.body)
  if (opened.kind !== 'opened') return
  const event = wecomEvent(opened.fields)
  if (event.kind !== 'contact_added' || !event.welcomeCode) return
  const content = `欢迎来潮汐书店,新人券在这里 ${request.headers['host'] ? 'http://' + request.headers['host'] : ''}/s/welcome`
  await sendWelcome(clientOf(open), { welcome_code: event.welcomeCode, text: { content } })
}

/** What was sent, without the random ports. */
const traceOf = ({ requests }: Recorder) =>
  requests
    .filter((request) => request.path !== '/callback')
    .map(
      ({ method, path, body }) =>
        `${method} ${path} ${body.replaceAll(/127\.0\.0\.1:\d+/g, 'host')}`,
    )

test('the same seed lives the same life', async () => {
  const traces: string[][] = []
  for (let i = 0; i < 2; i++) {
    await using scene = await played()
    await step(scene.world.live, 72)
    traces.push(traceOf(scene.r))
  }
  expect(traces[0]?.length).toBeGreaterThan(50)
  expect(traces[0]).toEqual(traces[1])
})

test('three weeks carry people from posts to orders, friends and goodbyes', async () => {
  await using scene = await played()
  const { world, live } = scene.world
  await step(live, 24 * 10)
  for (const week of [1, 2, 3]) {
    const send = { sender: STAFF_ID, text: { content: `第${week}周:童书和科幻新书,满49减10券` } }
    await addMassSend(clientOf(scene.world), send)
    await step(live, 24 * 4)
  }
  const seen = summary(world)
  expect(seen.visited).toBeGreaterThan(30)
  expect(seen.joined).toBeGreaterThan(15)
  expect(seen.welcomed).toBe(Object.keys(world.state.wecom.welcomes).length)
  expect(seen.orders).toBeGreaterThan(5)
  expect(seen.joined).toBeLessThan(seen.people)
  expect(seen.massSendTasksWaiting).toBeLessThan(3)
  expect(seen.messagesByChannel['wecom_mass']).toBeGreaterThan(10)
  const paths = new Set(scene.r.requests.map(({ method, path }) => `${method} ${path}`))
  for (const expected of [
    'POST /v1/batch',
    'POST /api/orders',
    'PUT /api/clock',
    'GET /api/settled',
  ])
    expect([...paths]).toContain(expected)
})

interface Sent {
  messageId: string
  timestamp: string
  event?: string
  anonymousId: string
}

const eventsOf = (r: Recorder): Sent[] =>
  r.requests
    .filter((request) => request.path === '/v1/batch')
    .flatMap((request) => (JSON.parse(request.body) as { batch: Sent[] }).batch)

test('events come in order of time, each with an id of its own, never from the future', async () => {
  await using scene = await played()
  await step(scene.world.live, 24 * 5)
  const events = eventsOf(scene.r)
  expect(new Set(events.map((event) => event.messageId)).size).toBe(events.length)
  let clock = 0
  for (const request of scene.r.requests) {
    if (request.path === '/api/clock' && request.method === 'PUT')
      clock = Date.parse((JSON.parse(request.body) as { now: string }).now)
    if (request.path !== '/v1/batch') continue
    for (const event of (JSON.parse(request.body) as { batch: Sent[] }).batch)
      expect(Date.parse(event.timestamp)).toBeLessThanOrEqual(clock + 1_000)
  }
  const byPerson = Map.groupBy(events, (event) => event.anonymousId)
  for (const own of byPerson.values()) {
    const times = own.map((event) => event.timestamp)
    expect(times).toEqual(times.toSorted())
  }
})

test.each([
  ['at_once', 0],
  ['when_its_clock_moves', 0],
  ['when_its_clock_moves', 30],
] as const)('newcomers are greeted %s at a grain of %i minutes', async (greets, grainMinutes) => {
  await using scene = await played({}, greets)
  scene.world.live.grainMs = grainMinutes * 60_000
  await step(scene.world.live, 24 * 3)
  const { joined, welcomed } = summary(scene.world.world)
  expect(joined).toBeGreaterThan(1)
  expect(welcomed).toBe(Object.keys(scene.world.world.state.wecom.welcomes).length)
})

test('at a coarse grain Siyu moves its clock seldom, and people live all the same', async () => {
  await using scene = await played()
  scene.world.live.grainMs = 30 * 60_000
  await step(scene.world.live, 24 * 6)
  const moves = scene.r.requests.filter((q) => q.path === '/api/clock' && q.method === 'PUT')
  expect(moves.length).toBeLessThan(6 * 48)
  const { joined, welcomed } = summary(scene.world.world)
  expect(joined).toBeGreaterThan(3)
  expect(welcomed).toBe(Object.keys(scene.world.world.state.wecom.welcomes).length)
})

test('a Siyu that never greets is not waited for at length', async () => {
  await using scene = await played({ settings: { greetingPatienceMs: 200 } }, 'never')
  const began = performance.now()
  await step(scene.world.live, 24 * 6)
  const { joined, welcomed } = summary(scene.world.world)
  expect(joined).toBeGreaterThan(3)
  expect(welcomed).toBe(0)
  expect(performance.now() - began).toBeLessThan(20_000)
})

test('the demo lives its weeks, goes on slowly, and stops when told', async () => {
  await using scene = await played()
  const { state } = scene.world.world
  const stop = new AbortController()
  const pace = { ...DEMO_PACE, days: 2, seconds: 0.1 }
  const living = liveOn(scene.world, pace, stop.signal)
  while (state.nowMs < state.beganMs + 2 * DAY_MS + 60_000)
    await new Promise((resolve) => setTimeout(resolve, 20))
  stop.abort()
  await living
  expect(state.nowMs).toBeLessThan(state.beganMs + 2 * DAY_MS + 10 * 60_000)
})

const portOf = (url: string) => Number(new URL(url).port)

test('a world that was stopped goes on where it stood', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'world-'))
  const snapshotPath = join(folder, 'world.json')
  try {
    let half: string[] = []
    let ports = { siyu: 0, world: 0 }
    await using whole = await played()
    await step(whole.world.live, 48)
    await step(whole.world.live, 48)
    {
      await using scene = await played({ snapshotPath })
      await step(scene.world.live, 48)
      half = traceOf(scene.r)
      ports = { siyu: portOf(scene.r.url), world: portOf(scene.world.shopUrl) }
    }
    const where = { snapshotPath, apiPort: ports.world }
    await using again = await played(where, 'at_once', ports.siyu)
    expect(again.world.world.state.nowMs - again.world.world.state.beganMs).toBe(2 * DAY_MS)
    await step(again.world.live, 48)
    const withoutClockReading = (trace: string[]) =>
      trace.filter((line) => !line.startsWith('GET /api/clock'))
    expect(withoutClockReading([...half, ...traceOf(again.r)])).toEqual(
      withoutClockReading(traceOf(whole.r)),
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})
