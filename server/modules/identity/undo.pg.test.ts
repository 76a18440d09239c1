import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordEvents } from '#modules/collect/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { IdentifierKind, IdentifierRef } from '#platform/event.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { merge, retract, split } from './by-hand.ts'
import { graph } from './explain.ts'
import { preview } from './preview.ts'
import { findIdentifier } from './service.ts'
import { actions, forbid, forbidden, lift, undo } from './undo.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const ref = (text: string): IdentifierRef => {
  const [kind = '', value = ''] = text.split(':')
  return { kind: kind as IdentifierKind, scope: '', value }
}

let n = 0
async function tell(ctx: Ctx, ...events: string[][]): Promise<void> {
  await ctx.transact((tx) =>
    recordEvents(
      tx,
      events.map((who) => ({
        ...{ event: 'product_viewed', messageId: `m${++n}`, at: new Date(ctx.now.getTime() + n) },
        identifiers: who.map(ref),
      })),
      { source: 'test', channel: 'server' },
    ),
  )
  await server.settle()
}

async function workspace(...told: string[][]): Promise<Ctx> {
  const ctx = server.rt.ctx(randomUUID())
  await tell(ctx, ...told)
  return ctx
}

const of = async (ctx: Ctx, text: string) =>
  (await findIdentifier(ctx, ref(text))) ?? { identId: '0', personId: '0' }

/** Who is who, and which evidence stands: all that an undo must give back. */
async function picture(ctx: Ctx): Promise<unknown> {
  const { rows: idents } = await sql`
    select ident_id, person_id from identity.identifier
    where workspace_id = ${ctx.workspaceId} order by ident_id`.execute(ctx.db)
  const { rows: evidence } = await sql`
    select ident_a, ident_b, clash, message_id from identity.evidence
    where workspace_id = ${ctx.workspaceId} and retracted_at is null order by evidence_id`.execute(
    ctx.db,
  )
  const { rows: apart } = await sql`
    select ident_a, ident_b from identity.apart
    where workspace_id = ${ctx.workspaceId} order by ident_a, ident_b`.execute(ctx.db)
  return { idents, evidence, apart }
}

test('whatever was done by hand, undone in reverse, gives back what was', async () => {
  const who = fc.constantFrom('user_id:a', 'user_id:b', 'anonymous_id:x', 'anonymous_id:y')
  const event = fc.uniqueArray(fc.oneof(who, fc.constant('phone:+8613800138000')), {
    minLength: 1,
    maxLength: 3,
  })
  const doing = fc.record({
    kind: fc.constantFrom('merge', 'split', 'retract', 'forbid'),
    one: who,
    other: who,
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { minLength: 2, maxLength: 6 }),
      fc.array(doing, { minLength: 1, maxLength: 4 }),
      async (events, doings) => {
        const ctx = await workspace(...events)
        const before = await picture(ctx)
        const done: string[] = []
        for (const { kind, one, other } of doings) {
          const [a, b] = [await of(ctx, one), await of(ctx, other)]
          try {
            if (kind === 'merge')
              done.push((await merge(ctx, { a: a.personId, b: b.personId, why: '' })).actionId)
            else if (kind === 'split')
              done.push(
                (await split(ctx, { personId: a.personId, identIds: [a.identId], why: '' }))
                  .actionId,
              )
            else if (kind === 'forbid')
              done.push((await forbid(ctx, { a: a.identId, b: b.identId, why: '' })).actionId)
            else {
              const { edges } = await graph(ctx, { personId: a.personId })
              const id = edges.find(({ state }) => state !== 'retracted')?.evidenceId ?? '0'
              done.push((await retract(ctx, { id, why: '', forbid: true })).actionId)
            }
          } catch (error) {
            // Swallowed because a refusal changes nothing; anything else fails the property.
            if (!(error as { code?: string }).code) throw error
          }
        }
        for (const id of done.toReversed()) await undo(ctx, { id, why: '' })
        expect(await picture(ctx)).toEqual(before)
      },
    ),
    { numRuns: 25 },
  )
}, 120_000)

test('a forbidden link is listed, outlives later evidence, and can be lifted', async () => {
  const ctx = await workspace(['user_id:a', 'device_id:d'], ['user_id:a', 'phone:+8613800138000'])
  const [a, d] = [await of(ctx, 'user_id:a'), await of(ctx, 'device_id:d')]
  const pair = { a: a.identId, b: d.identId }
  const { persons, actionId } = await forbid(ctx, { ...pair, why: 'a tablet of the shop' })
  expect(new Set(persons).size).toBe(2)
  await tell(ctx, ['user_id:a', 'device_id:d'])
  expect((await of(ctx, 'device_id:d')).personId).not.toBe(a.personId)
  await expect(forbid(ctx, { ...pair, why: '' })).rejects.toThrow('already_forbidden')
  const { items } = await forbidden(ctx, { limit: 10 })
  expect(items).toMatchObject([{ why: 'a tablet of the shop' }])
  await lift(ctx, { ...pair, why: 'it is hers' })
  expect((await of(ctx, 'device_id:d')).personId).toBe(a.personId)
  expect((await forbidden(ctx, { limit: 10 })).items).toEqual([])
  await expect(lift(ctx, { ...pair, why: '' })).rejects.toThrow('not_forbidden')
  expect((await actions(ctx, { limit: 10 })).items.map(({ kind }) => kind)).toEqual([
    'lift',
    'forbid',
  ])
  await undo(ctx, { id: actionId, why: '' })
  await expect(undo(ctx, { id: actionId, why: '' })).rejects.toThrow('already_undone')
})

test('an undo can be undone', async () => {
  const ctx = await workspace(['user_id:a'], ['user_id:b'])
  const [a, b] = [await of(ctx, 'user_id:a'), await of(ctx, 'user_id:b')]
  const { actionId } = await merge(ctx, { a: a.personId, b: b.personId, why: '' })
  const back = await undo(ctx, { id: actionId, why: 'sisters' })
  expect((await of(ctx, 'user_id:b')).personId).toBe(b.personId)
  await undo(ctx, { id: back.actionId, why: 'no, one' })
  expect((await of(ctx, 'user_id:b')).personId).toBe(a.personId)
})

test('what a change would do is told with its events, and nothing is done', async () => {
  const ctx = await workspace(['user_id:a', 'device_id:d'], ['device_id:d'], ['device_id:d'])
  const [a, d] = [await of(ctx, 'user_id:a'), await of(ctx, 'device_id:d')]
  const before = await picture(ctx)
  const told = await preview(ctx, {
    intended: { kind: 'split', personId: a.personId, identIds: [d.identId] },
  })
  expect(told.moved).toMatchObject([{ node: { value: 'd' }, from: a.personId, events: 2 }])
  expect(await picture(ctx)).toEqual(before)
  expect((await actions(ctx, { limit: 10 })).items).toEqual([])
})
