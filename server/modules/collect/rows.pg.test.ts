import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, str, uuid } from '#kernel/sql.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'

let server: TestServer
let api: Api

beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
})
afterAll(() => server[Symbol.asyncDispose]())

const MAPPING = {
  cases: [
    { when: [{ path: '状态', op: 'is', value: '草稿' }] },
    {
      as: {
        event: 'order_paid',
        identifiers: [{ kind: 'phone', path: '手机' }],
        time: { path: '付款时间', format: 'local' },
        properties: [
          { to: 'order_id', path: '单号' },
          { to: 'pay_amount', path: '实付', as: 'number' },
        ],
      },
    },
  ],
}
const row = (no: string, more: object = {}) => ({
  ...{ 单号: no, 手机: '13800138000', 实付: '129.00', 付款时间: '2026-03-01 08:30' },
  ...more,
})

const source = async (name: string): Promise<string> => {
  const { body } = await api.post('/api/collect/write-keys', { name })
  return String(body.id)
}

const send = (keyId: string, rows: object[], more: object = {}) =>
  api.post('/api/collect/rows', { keyId, mapping: MAPPING, rows, file: '订单.csv', ...more })

const stored = (name: string) =>
  server.rt.ch.query<{ message_id: string; fen: string; at: string; history: number }>(sql`
    SELECT message_id, toString(properties.pay_fen) AS fen, toString(at, 'Asia/Shanghai') AS at
    FROM events WHERE workspace_id = ${uuid(api.workspaceId)} AND source = ${str(name)}
    ORDER BY message_id`)

test('rows become events at their times; those left out and those refused are told by their place', async () => {
  const keyId = await source('file-a')
  const { status, body } = await send(keyId, [
    row('F1'),
    row('F2', { 状态: '草稿' }),
    row('F3', { 手机: '' }),
    row('F4'),
  ])
  expect([status, body]).toMatchObject([
    200,
    { accepted: 2, ignored: 1, refused: [{ index: 2, field: '手机' }] },
  ])
  await server.settle()
  expect(await stored('file-a')).toMatchObject([
    { message_id: 'order:F1:paid', fen: '12900', at: '2026-03-01 08:30:00.000' },
    { message_id: 'order:F4:paid' },
  ])
  const letters = await api.get('/api/collect/dead-letters')
  expect(letters.body.items).toEqual([])
})

test('a file that is sent again counts nothing twice', async () => {
  const keyId = await source('file-b')
  for (const part of [0, 0, 1]) await send(keyId, [row('G1'), row('G2')], { part })
  await server.settle()
  expect(await stored('file-b')).toHaveLength(2)
  const audit = await api.get('/api/audit?limit=50')
  const begun = (audit.body.items as { action: string; subjectId: string }[]).filter(
    ({ action }) => action === 'collect.file_import_begun',
  )
  expect(begun.length).toBeGreaterThanOrEqual(2)
})

test('a source that is revoked, or another workspace’s, takes no rows', async () => {
  const keyId = await source('file-c')
  await api.post(`/api/collect/write-keys/${keyId}/revoke`, {})
  expect(await send(keyId, [row('H1')])).toMatchObject({ status: 404 })
  const other = await apiOf(server)
  const theirs = await other.post('/api/collect/write-keys', { name: 'theirs' })
  expect(await send(String(theirs.body.id), [row('H1')])).toMatchObject({ status: 404 })
})

test('a row that the tracking plan blocks is told and not kept', async () => {
  const keyId = await source('file-d')
  const definition = {
    mode: 'block',
    properties: [{ name: 'store_id', type: 'string', required: true }],
  }
  const planned = await api.post('/api/collect/plan/events', {
    ...{ event: 'order_paid', definition, version: 0 },
  })
  expect(planned.status).toBe(200)
  const { body } = await send(keyId, [row('P1')])
  expect(body).toMatchObject({ accepted: 0, refused: [{ index: 0, field: 'properties.store_id' }] })
})
