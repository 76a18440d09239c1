import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, str, uuid } from '#kernel/sql.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { live } from './live.ts'
import { mend, previewMend } from './mend.ts'
import { Definition } from './model/plan/definition.ts'
import { createWriteKey, recordEvents } from './service.ts'
import { archivePlanEvent, planDrift, planEvent, planRest, trackingPlan } from './service/plan.ts'

let server: TestServer
let api: Api
let key: string
beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
  key = (await createWriteKey(api.ctx(), { name: 'shop' })).key
})
afterAll(() => server[Symbol.asyncDispose]())

const refusedOf = async (batch: unknown[]) => {
  const answer = await server.app.request('/v1/batch', {
    method: 'POST',
    body: JSON.stringify({ batch, writeKey: key }),
  })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { refused: { field: string; reason: string }[] }).refused
}
const booked = (messageId: string, properties: object) => ({
  ...{ type: 'track', event: 'seat_booked', userId: 'u', messageId, properties },
})
const stored = async (prefix: string) =>
  (
    await api.ctx().ch.query<{ message_id: string }>(sql`
      SELECT message_id FROM events WHERE workspace_id = ${uuid(api.workspaceId)}
        AND startsWith(message_id, ${str(prefix)}) ORDER BY message_id`)
  ).map((row) => row.message_id)

const seats = Definition.parse({
  ...{ mode: 'block', owner: 'Li Wei' },
  properties: [{ name: 'seat', type: 'string', required: true }],
})

test('what drifts is seen, taken into the plan, refused from then on, and mended', async () => {
  expect(await refusedOf([booked('a1', { seat: '1A' }), booked('a2', { place: '1B' })])).toEqual([])
  await server.settle()
  const before = await planDrift(api.ctx(), { days: 7 })
  expect(before.isCut).toBe(false)
  expect(before.items).toMatchObject([
    { kind: 'unknown_event', event: 'seat_booked', source: 'shop', events: 2, mode: 'watch' },
  ])
  await planEvent(api.ctx(), { event: 'seat_booked', definition: seats, version: 0 })
  const shown = (await live(api.ctx(), { event: 'seat_booked', limit: 10 })).items
  expect(shown.map((it) => it.findings.map(({ kind, mode }) => `${kind} ${mode}`))).toEqual([
    ['missing block', 'unknown_property watch'],
    [],
  ])
  const after = (await planDrift(api.ctx(), { days: 7 })).items
  expect(new Set(after.map((it) => `${it.kind} ${it.property} ${it.events}`))).toEqual(
    new Set(['missing seat 1', 'unknown_property place 1']),
  )
  const reason = 'is against the plan of “seat_booked”: string was expected, nothing came'
  const identify = { type: 'identify', userId: 'u', messageId: 'b3', traits: { name: 'x' } }
  expect(
    await refusedOf([booked('b1', { place: '2A' }), booked('b2', { seat: '2B' }), identify]),
  ).toMatchObject([{ index: 0, field: 'properties.seat', reason }])
  await server.settle()
  expect(await stored('b')).toEqual(['b2', 'b3'])
  const kind = { source: 'shop', field: 'properties.seat', reason }
  expect(await previewMend(api.ctx(), { ...kind, edits: [] })).toMatchObject({
    letters: 1,
    taken: 0,
  })
  const edits = [{ do: 'move' as const, from: 'properties.place', to: 'properties.seat' }]
  expect(await mend(api.ctx(), { ...kind, edits })).toMatchObject({ sentAgain: 1, refused: 0 })
  await server.settle()
  expect(await stored('b')).toEqual(['b1', 'b2', 'b3'])
})

test('what was refused is sent again as it is once the plan was loosened', async () => {
  const [why] = await refusedOf([booked('c1', { seat: 7 })])
  expect(why).toMatchObject({ field: 'properties.seat' })
  await planEvent(api.ctx(), {
    ...{ event: 'seat_booked', version: 1 },
    definition: { ...seats, mode: 'watch' },
  })
  const kind = { source: 'shop', field: 'properties.seat', reason: why?.reason ?? '' }
  expect(await mend(api.ctx(), { ...kind, edits: [] })).toMatchObject({ sentAgain: 1 })
  await server.settle()
  expect(await stored('c')).toEqual(['c1'])
})

test('what the plan refused stays refused when the batch is read again under a looser plan', async () => {
  const change = { event: 'seat_booked', definition: seats }
  await planEvent(api.ctx(), { ...change, version: 2 })
  // Without an id of its own an event is known by its place, so the worker reads the batch again.
  const { messageId: _none, ...nameless } = booked('', { seat: 'e' })
  const refused = await refusedOf([booked('e1', {}), nameless, booked('e2', { seat: '3C' })])
  expect(refused).toMatchObject([{ index: 0 }])
  await planEvent(api.ctx(), {
    ...{ ...change, definition: { ...seats, mode: 'watch' as const }, version: 3 },
  })
  await server.settle()
  expect(await stored('e')).toEqual(['e2'])
})

test('events that no plan names are refused where so decided; our own never are', async () => {
  await planRest(api.ctx(), { mode: 'block' })
  expect(await refusedOf([{ ...booked('d1', {}), event: 'nobody_knows' }])).toMatchObject([
    { field: 'event', reason: 'is against the plan: no plan names the event “nobody_knows”' },
  ])
  await api.ctx().transact((tx) =>
    recordEvents(
      tx,
      [
        {
          ...{ messageId: 'd2', event: 'nobody_knows', at: tx.now, properties: {} },
          identifiers: [{ kind: 'user_id', scope: '', value: 'u' }],
        },
      ],
      { source: 'own', channel: 'server' },
    ),
  )
  await server.settle()
  expect(await stored('d')).toEqual(['d2'])
  await planRest(api.ctx(), { mode: 'watch' })
})

test('a change names the version it was made from; archived and restored it is as it was', async () => {
  const late = planEvent(api.ctx(), { event: 'seat_booked', definition: seats, version: 1 })
  await expect(late).rejects.toMatchObject({ code: 'plan_changed' })
  const gone = await archivePlanEvent(api.ctx(), {
    ...{ event: 'order_paid', version: 0, archived: true },
  })
  expect(gone).toMatchObject({ version: 1, archivedAt: expect.any(String) })
  const back = { event: 'order_paid', version: 1, archived: false }
  expect(await archivePlanEvent(api.ctx(), back)).toMatchObject({ archivedAt: null })
  const { unplanned, items } = await trackingPlan(api.ctx())
  expect(unplanned).toBe('watch')
  expect(items.find(({ event }) => event === 'seat_booked')).toMatchObject({
    ...{ origin: 'own', version: 4, definition: { owner: 'Li Wei' } },
  })
  const unknown = archivePlanEvent(api.ctx(), { event: 'never', version: 0, archived: true })
  await expect(unknown).rejects.toMatchObject({ code: 'not_planned' })
})
