import { sql as pgSql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { sql, uuid } from '#kernel/sql.ts'
import { saveConnection } from '#modules/entry/service/connections.ts'
import { identifiersOf } from '#modules/identity/service.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import { testServer, TEST_START } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { callbackSignature } from '#wechat/crypto/signature.ts'
import { follow, unfollow, write } from '#world/official-account/happenings.ts'
import { serveWorld } from '#world/serve.ts'
import type { ServedWorld } from '#world/serve.ts'
import { listen } from './testing.ts'

let server: TestServer
let served: ServedWorld
let path: string
let listening: { url: string; close: () => Promise<void> }

beforeAll(async () => {
  server = await testServer()
  served = await serveWorld({ people: 20, seed: 7, startAt: TEST_START })
  path = await connect({ sealed: true })
  listening = await listen(server.app)
  served.world.state.officialAccount.callbackUrl = `${listening.url}${path}`
})
afterAll(async () => {
  await listening?.close()
  await served?.close()
  await server?.[Symbol.asyncDispose]()
})

const account = () => served.world.credentials.officialAccount

async function connect({ sealed }: { sealed: boolean }, ctx = server.ctx()) {
  const { appId, secret, token, encodingAesKey } = account()
  const made = await saveConnection(ctx, {
    kind: 'official_account',
    ...{ appId, secret, callbackToken: token, baseUrl: served.officialAccountBase },
    ...(sealed ? { callbackAesKey: encodingAesKey } : {}),
  })
  return `/callbacks/official-account/${made.id}`
}

interface Stored {
  event: string
  person: string
  properties: Record<string, unknown>
}
const events = () =>
  server.rt.ch.query<Stored>(sql`
    SELECT event, ${resolvedPerson} AS person, properties FROM events
    WHERE workspace_id = ${uuid(server.workspaceId)} AND startsWith(event, 'official_account')
    ORDER BY at, message_id`)

function plain(xml: string, token = account().token) {
  const timestamp = String(Math.floor(server.clock.now().getTime() / 1_000))
  const signature = callbackSignature(token, timestamp, 'n')
  return { query: `?${new URLSearchParams({ signature, timestamp, nonce: 'n' })}`, body: xml }
}

const text = (openid: string, msgId: string) =>
  `<xml><ToUserName><![CDATA[gh_x]]></ToUserName><FromUserName><![CDATA[${openid}]]></FromUserName>` +
  `<CreateTime>${Math.floor(server.clock.now().getTime() / 1_000)}</CreateTime>` +
  `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[有货吗]]></Content><MsgId>${msgId}</MsgId></xml>`

test('who follows, writes and leaves is one person with her unionid; her words stay sealed', async () => {
  const person = must(served.world.people[0], 'somebody')
  await follow(served.world, person)
  await server.settle()
  await write(served.world, person, '我的电话是 13800138000')
  await unfollow(served.world, person)
  await server.settle()
  const rows = await events()
  expect(rows.map((row) => row.event).toSorted()).toEqual([
    'official_account_followed',
    'official_account_message_received',
    'official_account_unfollowed',
  ])
  expect(new Set(rows.map((row) => row.person)).size).toBe(1)
  expect(JSON.stringify(rows)).not.toContain('13800138000')
  const personId = must(rows[0], 'an event').person
  const known = (await identifiersOf(server.ctx(), [personId])).get(personId) ?? []
  expect(known.map(({ kind, value }) => `${kind}:${value}`).toSorted()).toEqual([
    `openid:${person.openid}`,
    `unionid:${person.unionid}`,
  ])
  const { rows: stored } = await pgSql<{ sealed: string }>`
    select sealed from community.callback`.execute(server.rt.database.db)
  expect(stored).toHaveLength(3)
  expect(stored.every(({ sealed }) => sealed.startsWith('k1.'))).toBe(true)
})

test('where a key was agreed, a message in plain is refused however it is signed', async () => {
  const { query, body } = plain(text('o-plain', '1'))
  const answer = await server.app.request(path + query, { method: 'POST', body })
  expect(answer.status).toBe(400)
})

test('in plain mode the token alone proves the sender, and a repeat counts once', async () => {
  const workspaceId = '0190a000-0000-7000-8000-0000000000aa'
  const open = await connect({ sealed: false }, server.rt.ctx(workspaceId))
  const { query } = plain('')
  const echo = await server.app.request(`${open}${query}&echostr=4711`)
  expect([echo.status, await echo.text()]).toEqual([200, '4711'])
  const body = text('o-plain', '2')
  for (let i = 0; i < 2; i++) {
    const answer = await server.app.request(open + query, { method: 'POST', body })
    expect(answer.status).toBe(200)
  }
  const forged = plain(body, 'guess')
  const refused = await server.app.request(open + forged.query, { method: 'POST', body })
  expect(refused.status).toBe(403)
  await server.settle()
  const rows = await server.rt.ch.query<{ n: string }>(sql`
    SELECT count() AS n FROM events WHERE workspace_id = ${uuid(workspaceId)}`)
  expect(rows[0]?.n).toBe('1')
})
