import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CanonicalEvent, IdentifierKind } from '#platform/event.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { resolve } from './resolve.ts'
import { findPerson } from './service.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const START = Date.UTC(2026, 0, 1)

interface Doing {
  /** `web user_id:a anonymous_id:t`: who tells, and whom the event names */
  says: string
}

const eventOf = ({ says }: Doing, second: number): CanonicalEvent => {
  const [source = '', ...names] = says.split(' ')
  return {
    ...{ messageId: `m${second}`, type: 'track', event: 'x', properties: {}, traits: {} },
    at: new Date(START + second * 1_000),
    receivedAt: new Date(START),
    identifiers: names.map((name) => {
      const [kind = '', value = ''] = name.split(':')
      return { kind: kind as IdentifierKind, scope: '', value }
    }),
    ...{ links: [], source, channel: source === 'shop' ? 'server' : 'web', history: false },
  }
}

/** One event a second, each resolved on its own; answers the person of each. */
async function told(workspaceId: string, events: readonly CanonicalEvent[]): Promise<string[]> {
  const persons: string[] = []
  for (const event of events) {
    const [found] = await server.rt.ctx(workspaceId).transact((tx) => resolve(tx, [event]))
    persons.push(found?.personId ?? '')
  }
  return persons
}

const doings = (...says: string[]) => says.map((it, i) => eventOf({ says: it }, i))

test('before the first log-in a browser is hers, after the log-out it is nobody', async () => {
  const [before, during, after, again, other, later] = await told(
    randomUUID(),
    doings(
      'web anonymous_id:t',
      'web user_id:a anonymous_id:t',
      'web anonymous_id:t',
      'web user_id:a anonymous_id:t',
      'web user_id:b anonymous_id:t',
      'web anonymous_id:t',
    ),
  )
  expect(before).toBe(during)
  expect(again).toBe(during)
  expect(new Set([during, other, after]).size).toBe(3)
  expect(later).toBe(after)
})

test('a sender that never names log-ins tells of her until somebody else logs in', async () => {
  const [a, link, b, later] = await told(
    randomUUID(),
    doings(
      'web user_id:a anonymous_id:t',
      'link anonymous_id:t',
      'web user_id:b anonymous_id:t',
      'link anonymous_id:t',
    ),
  )
  expect(link).toBe(a)
  expect([a, b]).not.toContain(later)
})

test('what a server tells of a browser is no log-in on it', async () => {
  const [a, later] = await told(
    randomUUID(),
    doings('shop user_id:a anonymous_id:t', 'shop anonymous_id:t'),
  )
  expect(later).toBe(a)
})

test('a number left after a log-out is not tied to whoever was logged in', async () => {
  const workspaceId = randomUUID()
  const [a, lead] = await told(
    workspaceId,
    doings('web user_id:a anonymous_id:t', 'web anonymous_id:t phone:+8613800138000'),
  )
  expect(lead).not.toBe(a)
  const phone = { kind: 'phone', scope: '', value: '+8613800138000' } as const
  expect(await findPerson(server.rt.ctx(workspaceId), phone)).toBe(lead)
})

test('a device and a browser that lose their log-in together are one nobody', async () => {
  const [a, out, again] = await told(
    randomUUID(),
    doings(
      'app user_id:a anonymous_id:t device_id:d',
      'app anonymous_id:t device_id:d',
      'app device_id:d',
    ),
  )
  expect(out).not.toBe(a)
  expect(again).toBe(out)
})

const who = fc.constantFrom('', 'user_id:a ', 'user_id:b ', 'member_id:m ', 'openid:o ')
const where = fc.constantFrom('anonymous_id:t', 'anonymous_id:u', 'device_id:d')
const doing = fc
  .tuple(fc.constantFrom('web', 'app', 'shop'), who, where)
  .map(([source, account, terminal]) => `${source} ${account}${terminal}`)

test('one batch, or one event after another: nobody gets what another did', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(doing, { minLength: 1, maxLength: 10 }), async (says) => {
      const events = doings(...says)
      const [one, many] = [randomUUID(), randomUUID()]
      const alone = await told(one, events)
      const batch = await server.rt.ctx(many).transact((tx) => resolve(tx, events))
      const shape = (persons: string[]) => persons.map((id) => persons.indexOf(id))
      // Persons as they are now: a merge may have come after an event was told of.
      const now = await server.rt.ctx(one).transact((tx) => resolve(tx, events))
      expect(alone.length).toBe(events.length)
      expect(shape(now.map(({ personId }) => personId))).toEqual(
        shape(batch.map(({ personId }) => personId)),
      )
      const personOf = new Map<string, Set<string>>()
      for (const [i, text] of says.entries())
        for (const account of text.match(/user_id:\w/g) ?? []) {
          const people = personOf.get(account) ?? new Set()
          personOf.set(account, people.add(batch[i]?.personId ?? ''))
        }
      const [a, b] = [personOf.get('user_id:a'), personOf.get('user_id:b')]
      for (const id of a ?? []) expect(b?.has(id) ?? false).toBe(false)
    }),
    { numRuns: 60 },
  )
})
