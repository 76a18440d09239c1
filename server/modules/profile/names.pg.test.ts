import { expect, test } from 'vitest'
import { recordEvents } from '#modules/collect/service.ts'
import { findPerson, merge } from '#modules/identity/service.ts'
import { apiOf } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'

test('a list asks how its people are called in one call; the nameless and the merged are absent', async () => {
  await using server = await testServer()
  const api = await apiOf(server)
  const ctx = api.ctx()
  const person = async (id: string, traits: Record<string, unknown>) => {
    const who = { kind: id === 'b' ? 'anonymous_id' : 'user_id', scope: '', value: id } as const
    await ctx.transact((tx) =>
      recordEvents(
        tx,
        [
          {
            event: 'identified',
            messageId: `named-${id}`,
            at: ctx.now,
            identifiers: [who],
            traits,
          },
        ],
        { source: 'test', channel: 'web' },
      ),
    )
    await server.settle()
    return (await findPerson(ctx, who)) ?? ''
  }
  const nicknamed = await person('a', { nickname: '小满', name: '林满' })
  const named = await person('b', { name: '周可' })
  const nameless = await person('c', { city: '杭州' })
  const ids = [nicknamed, named, nameless, '999999'].map((id) => `personIds[]=${id}`).join('&')
  const { status, body } = await api.get(`/api/people/names?${ids}`)
  expect([status, body]).toEqual([200, { names: { [nicknamed]: '小满', [named]: '周可' } }])
  await merge(ctx, { a: nicknamed, b: named, why: 'one and the same' })
  await server.settle()
  const after = (await api.get(`/api/people/names?${ids}`)).body.names as Record<string, string>
  expect(Object.keys(after)).toHaveLength(1)
})
