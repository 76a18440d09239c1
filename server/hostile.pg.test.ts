import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { makeWorkspace, withKey } from '#modules/governance/testing.ts'
import type { Caller } from '#modules/governance/testing.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { ok } from './testing/outsider.ts'

/**
 * What careless and hostile senders put on the wire. Nothing is answered with a fault of ours, the
 * neighbours in the batch live, and the next good event arrives: checked after every test.
 */

let server: TestServer
let api: Caller
let writeKey: string

beforeAll(async () => {
  server = await testServer()
  const made = await makeWorkspace(server, '潮汐书店')
  api = withKey(server, made.api)
  writeKey = made.write
})
afterAll(() => server[Symbol.asyncDispose]())

interface Told {
  status: number
  accepted: number
  refused: { index: number; field: string; reason: string }[]
  position: string
}

async function send(
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
): Promise<Told> {
  const response = await server.app.request('/v1/batch', {
    method: 'POST',
    body,
    headers: { authorization: `Basic ${btoa(`${writeKey}:`)}`, ...headers },
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  } as RequestInit)
  expect(response.status).toBeLessThan(500)
  return { ...((await response.json()) as Told), status: response.status }
}

let n = 0
const good = (more: object = {}) => ({
  ...{ type: 'track', event: 'app_launched', messageId: `good-${n++}`, userId: 'honest' },
  ...more,
})
/** A batch as text, with raw JSON of the hostile sender's between two good events. */
async function between(raw: string): Promise<Told & { arrived: string[] }> {
  const neighbours = [good(), good()]
  const [before, after] = neighbours.map((it) => JSON.stringify(it))
  const told = await send(`{"batch":[${before},${raw},${after}]}`)
  expect(told.status).toBe(200)
  const arrived = await arrivedIn(told.position)
  for (const { messageId } of neighbours) expect(arrived).toContain(messageId)
  const { items: lost } = ok(await api.get('/api/collect/dead-letters?limit=200'))
  const notToldOf = (lost as { position: string; index: number }[]).filter(
    (it) => it.position === told.position && !told.refused.some(({ index }) => index === it.index),
  )
  expect(notToldOf).toEqual([])
  return { ...told, arrived }
}
async function arrivedIn(position: string): Promise<string[]> {
  const { settled } = ok(await api.get(`/api/settled?position=${position}&timeoutMs=30000`))
  expect(settled).toBe(true)
  const { items } = ok(await api.get('/api/collect/live?limit=200'))
  const seen = items as { messageId: string; position: string }[]
  return seen.filter((it) => it.position === position).map((it) => it.messageId)
}
const raw = (messageId: string, properties: string, more = '') =>
  `{"type":"track","event":"product_viewed","messageId":"${messageId}","userId":"u-${messageId}","properties":${properties}${more}}`
const storedOf = async (messageId: string) => {
  const query = new URLSearchParams({ kind: 'user_id', value: `u-${messageId}` })
  const { personId } = ok(await api.get(`/api/identity/lookup?${query}`))
  const { items } = ok(await api.get(`/api/people/${personId}/timeline`))
  return (items as { properties: Record<string, unknown>; at: string }[])[0]
}

async function nextGoodEventArrives(): Promise<void> {
  const told = await send(JSON.stringify({ batch: [good({ messageId: `after-${n++}` })] }))
  expect(told.status).toBe(200)
  expect(await arrivedIn(told.position)).toHaveLength(1)
  const health = ok(await api.get('/health'))
  expect(health).toMatchObject({ status: 'ok', inbox: { pending: 0 } })
}
afterEach(nextGoodEventArrives)

test('a body of 100 MB is refused, told or not how long it is, without being held', async () => {
  const chunk = new Uint8Array(1_048_576).fill(32)
  let pulled = 0
  const body = new ReadableStream({
    pull(controller) {
      if (++pulled > 100) controller.close()
      else controller.enqueue(chunk)
    },
  })
  expect((await send(body)).status).toBe(413)
  expect(pulled).toBeLessThan(20)
  expect((await send('{}', { 'content-length': String(100 * 1_048_576) })).status).toBe(413)
})

test('a gzip bomb is not inflated', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1_048_576, 32), { level: 9 })
  expect(bomb.length).toBeLessThan(1_000_000)
  expect((await send(bomb, { 'content-encoding': 'gzip' })).status).toBe(413)
})

test('10 000 levels of nesting are refused, be they one property or the whole body', async () => {
  const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`
  expect((await between(raw('deep', deep))).refused).toMatchObject([{ index: 1, field: '' }])
  const list = `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
  expect((await between(raw('deep-list', list))).refused).toMatchObject([{ index: 1 }])
  expect((await send(`{"batch":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)).status).toBe(200)
  expect((await send('['.repeat(100_000))).status).toBe(400)
})

test('5 000 properties are too many, 2 000 are not', async () => {
  const wide = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, i])))
  expect((await between(raw('wide', wide(5_000)))).refused).toMatchObject([
    { index: 1, field: 'properties' },
  ])
  const { refused, arrived } = await between(raw('less-wide', wide(2_000)))
  expect([refused, arrived]).toEqual([[], expect.arrayContaining(['less-wide'])])
})

test('bytes that are no UTF-8 are told so', async () => {
  const text = Buffer.from(`{"batch":[${raw('latin', '{"name":"caf\u00e9"}')}]}`, 'latin1')
  expect((await send(text)).status).toBe(400)
})

test('keys that reach into JavaScript reach nothing', async () => {
  await between(
    raw('proto', '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"ok":1}'),
  )
  await between('{"__proto__":{"type":"track"},"event":"x","messageId":"proto-2"}')
  await send(`{"__proto__":{"batch":[1]},"batch":[],"writeKey":{"toString":1}}`)
  expect({}).not.toHaveProperty('admin')
  expect((await storedOf('proto'))?.properties).toEqual({ ok: 1 })
})

test.each([
  '9999-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '1969-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
  '1e400',
  '253402300799999',
  '-1',
])('an event of the year %s is taken now, or refused for its time', async (timestamp) => {
  const id = `when-${timestamp.replaceAll(/\W/g, '_')}`
  for (const value of [
    JSON.stringify(timestamp),
    /^[\d-]+$/.test(timestamp) ? timestamp : '1e400',
  ]) {
    const messageId = `${id}-${value.length}`
    const { refused } = await between(raw(messageId, '{}', `,"timestamp":${value}`))
    if (refused.length > 0) expect(refused).toMatchObject([{ index: 1, field: 'timestamp' }])
    else {
      const at = new Date((await storedOf(messageId))?.at ?? '')
      expect(Math.abs(at.getTime() - server.clock.now().getTime())).toBeLessThan(86_400_000)
    }
  }
})

test('ids of 1 MB name nobody, and cost only their own event', async () => {
  const long = 'x'.repeat(1_000_000)
  const event = { type: 'track', event: 'x' }
  const bad = [
    { ...event, messageId: long, userId: 'u' },
    { ...event, messageId: 'long-1', userId: long },
    { ...event, messageId: 'long-2', anonymousId: long },
    { ...event, messageId: 'long-3', userId: 'u', event: long },
  ]
  const batches = await Promise.all(bad.map((it) => between(JSON.stringify(it))))
  for (const { refused } of batches) expect(refused).toHaveLength(1)
})

test('numbers that no store can hold come as near as they can, or not at all', async () => {
  const numbers = `{"i64":9223372036854775807,"u64":18446744073709551615,"beyond":18446744073709551616,
    "far":123456789012345678901234567890,"inf":1e400,"minus":-1e400,"tiny":1e-400,"zero":-0,"neg":-9223372036854775809}`
  const { refused } = await between(raw('numbers', numbers))
  expect(refused).toEqual([])
  expect((await storedOf('numbers'))?.properties).toEqual({
    // A double is all that JSON has: the nearest one, and as text what 64 bits do not hold.
    ...{ i64: 2 ** 63, u64: '18446744073709552000', beyond: '18446744073709552000' },
    ...{ neg: '-9223372036854776000', far: 1.2345678901234568e29, tiny: 0, zero: 0 },
  })
})

test('one path spelt twice does not jam history', async () => {
  const twice = [
    '{"a.b":1,"a":{"b":2}}',
    '{"a":{"b":2},"a.b":1}',
    '{"a":1,"a":{"b":2}}',
    '{"a":1,"a.b":2}',
    '{"a.b.c":1,"a":{"b.c":2},"a.b":{"c":3}}',
    '{"a":{"":1},"a.":2,".a":3,".":4,"..":5}',
    '{"a%2Eb":1,"a.b":2,"a":{"b":3}}',
    '{"a":[{"b":1,"b":2},{"b.c":1,"b":{"c":2}}]}',
    '{"A":1,"a":2}',
    '{"price":1,"price.x":2}',
  ]
  for (const [i, properties] of twice.entries()) {
    const { refused, arrived } = await between(raw(`twice-${i}`, properties))
    expect([properties, refused.length + arrived.length]).toEqual([properties, 3])
    if (refused.length === 0) expect(await storedOf(`twice-${i}`)).toBeDefined()
  }
})

test('one property may be of another kind in every event', async () => {
  const kinds = [
    '1',
    '"1"',
    'true',
    'null',
    '[1,2]',
    '["a"]',
    '[1,"a",{"b":[2]}]',
    '{"x":1}',
    '1.5',
    '[]',
    '{}',
    '[[1],["a"]]',
    '-1',
    '[null]',
    '"2026-01-01"',
    '"2026-01-01T00:00:00Z"',
    '[{"a":1},{"a":"b"}]',
  ]
  for (const [i, kind] of kinds.entries()) await between(raw(`kind-${i}`, `{"shifty":${kind}}`))
  for (const i of kinds.keys()) expect(await storedOf(`kind-${i}`)).toBeDefined()
})

test('names of properties may hold anything, and half characters become whole ones', async () => {
  const odd =
    '{"":1," ":2,"`":3,"\'":4,"\\"":5,"\\\\":6,"a b":7,"名称":8,"😀":9,"\\u0000":10,"\\ud800":11,"a\\nb":12,"$ref":13,"a-b":14,"[0]":15,"*":16,"a:b":17,".:Int64":18,"x.:String":19,"{p:String}":20,"%s":21,"\\u202e":22}'
  expect((await between(raw('odd', odd))).refused).toEqual([])
  expect((await storedOf('odd'))?.properties).toMatchObject({ 名称: 8 })
  const half = '{"text":"a\\ud800b\\udc00","nul":"a\\u0000b"}'
  await between(raw('half', half))
  expect((await storedOf('half'))?.properties).toEqual({ text: 'a\ufffdb\ufffd', nul: 'ab' })
  await between(
    '{"type":"track","event":"\\ud800","messageId":"half-\\udfff","userId":"half\\ud800"}',
  )
  await between(
    '{"type":"track","event":"a\'; DROP TABLE events; --","messageId":"q\'\\\\","userId":"\\\\\' OR 1=1"}',
  )
})

test('anything else in a batch costs itself only', async () => {
  for (const value of [
    'null',
    '0',
    '"x"',
    '[]',
    '{}',
    'true',
    '[[[]]]',
    '{"type":{"a":1}}',
    '{"type":"track","event":["x"],"userId":{"a":1}}',
    '{"type":"identify","userId":"u-t","traits":[1]}',
    '{"type":"identify","userId":"u-t2","traits":{"phone":{"x":1},"unionid":[1],"email":1e9,"age":"x"},"messageId":"tr"}',
    '{"type":"track","event":"Order Completed","userId":"o","messageId":"oc1","properties":{"order_id":{"a":1},"total":"a lot","products":"none"}}',
    '{"type":"track","event":"Order Completed","userId":"o","messageId":"oc2","properties":{"order_id":"1","total":-5}}',
    '{"type":"track","event":"Order Completed","userId":"o","messageId":"oc3","properties":{"order_id":"2","total":1e300,"products":[1,null,{"product_id":null,"price":"x","quantity":-1}]}}',
    '{"type":"track","event":"Order Refunded","userId":"o","messageId":"oc4","properties":{"order_id":"nope","total":1e300}}',
    '{"type":"track","event":"wecom_friend_added","userId":"o","messageId":"oc5","properties":{"staff_userid":[1],"external_userid":{"a":1},"code_id":"not-a-uuid"}}',
    '{"type":"track","event":"link_clicked","userId":"o","messageId":"oc6","properties":{"content_id":"x","inviter_person_id":"99999999999999999999999"}}',
    '{"type":"track","event":"invite_accepted","userId":"o","messageId":"oc7","properties":{"game_id":"x","invitation_id":1}}',
    '{"type":"track","event":"coupon_redeemed","userId":"o","messageId":"oc8","properties":{"grant_id":"x","coupon_id":[]}}',
    '{"type":"track","event":"message_sent","userId":"o","messageId":"oc9","properties":{"letter_id":"x"}}',
    '{"type":"track","event":"content_viewed","userId":"o","messageId":"oc10","properties":{"content_id":{"a":[]}}}',
    '{"type":"group","userId":"g","groupId":{"a":1},"messageId":"gr"}',
    '{"type":"alias","userId":"g","previousId":{"a":1},"messageId":"al"}',
  ])
    expect(await between(value)).toMatchObject({ status: 200 })
})

test('identifiers under other kinds, scopes and lengths name nobody or somebody, never a fault', async () => {
  const ids = [
    ...[
      { kind: 'openid', scope: 'x'.repeat(5_000), value: 'o' },
      { kind: 'phone', value: 1e21 },
    ],
    ...[
      { kind: '__proto__', value: 'x' },
      { kind: 'constructor', value: 'x' },
      { kind: 'unionid', value: '\u0000' },
    ],
    ...[
      { kind: 'email', value: `${'a'.repeat(250)}@b.c` },
      { kind: 'phone', value: '١٣٨٠٠١٣٨٠٠٠' },
      null,
      [],
      7,
    ],
  ]
  expect(
    await between(JSON.stringify({ ...good(), messageId: 'ids-1', identifiers: ids })),
  ).toMatchObject({ status: 200 })
  expect(
    await between(
      JSON.stringify({ ...good(), messageId: 'ids-2', context: { externalIds: ids, traits: ids } }),
    ),
  ).toMatchObject({ status: 200 })
})
