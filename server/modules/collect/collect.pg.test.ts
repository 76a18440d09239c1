import { sql as pgSql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, str, uuid } from '#kernel/sql.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { createWriteKey, recordEvents } from './service.ts'

let server: TestServer
let key: string

beforeAll(async () => {
  server = await testServer()
  key = (await createWriteKey(server.ctx(), { name: 'web shop' })).key
})
afterAll(() => server[Symbol.asyncDispose]())

const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  server.app.request(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, ...headers },
  })

interface Stored {
  event: string
  message_id: string
  person: string
  properties: Record<string, unknown>
}

const stored = (prefix: string) =>
  server.rt.ch.query<Stored>(sql`
    SELECT event, message_id,
      dictGetOrDefault('identity_redirect', 'person_id', ident_id, person_id) AS person, properties FROM events
    WHERE workspace_id = ${uuid(server.workspaceId)} AND startsWith(message_id, ${str(prefix)})
    ORDER BY at, message_id`)

test('an accepted batch is queryable, with one person behind an anonymous id and its user', async () => {
  const answer = await send('/v1/batch', {
    batch: [
      { type: 'page', messageId: 'a1', anonymousId: 'anon-a', properties: { url: 'https://x/1' } },
      {
        type: 'identify',
        messageId: 'a2',
        anonymousId: 'anon-a',
        userId: 'u-a',
        traits: { phone: '13800138000' },
      },
      {
        type: 'track',
        messageId: 'a3',
        userId: 'u-a',
        event: 'Order Completed',
        properties: { order_id: 7, total: '89.90' },
      },
    ],
  })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ success: true, accepted: 3, refused: [] })
  await server.settle()
  const rows = [...(await stored('a')), ...(await stored('order:7:paid'))]
  expect(rows.map((row) => row.event)).toEqual(['page_viewed', 'identified', 'order_paid'])
  expect(new Set(rows.map((row) => row.person)).size).toBe(1)
  expect(rows[2]?.properties).toMatchObject({ order_id: '7', pay_amount: 89.9, pay_fen: '8990' })
})

test('an event of our own joins the transaction of what it tells of', async () => {
  const ctx = server.ctx()
  await expect(
    ctx.transact(async (tx) => {
      await recordEvents(
        tx,
        [
          {
            event: 'x',
            messageId: 'own-0',
            identifiers: [{ kind: 'user_id', scope: '', value: 'u-own' }],
          },
        ],
        { source: 'test', channel: 'server' },
      )
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  await ctx.transact((tx) =>
    recordEvents(
      tx,
      [
        {
          event: 'x',
          messageId: 'own-1',
          identifiers: [{ kind: 'user_id', scope: '', value: 'u-own' }],
        },
      ],
      { source: 'test', channel: 'server' },
    ),
  )
  await server.settle()
  expect((await stored('own-')).map((row) => row.message_id)).toEqual(['own-1'])
  const left = await pgSql`select 1 from collect.inbox where done_at is null`.execute(
    server.rt.database.db,
  )
  expect(left.rows).toEqual([])
})
