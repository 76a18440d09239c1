import { expect, test } from 'vitest'
import type { CanonicalEvent, IdentifierRef } from '#platform/event.ts'
import { admitted } from './admitted.ts'

const ref = (value: string): IdentifierRef => ({ kind: 'user_id', scope: '', value })
const event = (
  identifiers: IdentifierRef[],
  links: CanonicalEvent['links'] = [],
): CanonicalEvent => ({
  ...{ messageId: 'm', type: 'track', event: 'e', properties: {}, traits: {}, source: 's' },
  ...{ at: new Date(0), receivedAt: new Date(0), channel: 'web', history: false },
  ...{ identifiers, links },
})
const policy = { blocks: true, isBlocked: ({ value }: IdentifierRef) => value === 'bad' }

test('a blocked value is left out beside others, with what it ties', () => {
  const links = [{ a: ref('good'), b: ref('bad') }]
  expect(admitted(policy, event([ref('bad'), ref('good')], links))).toMatchObject({
    ...{ identifiers: [ref('good')], links: [] },
  })
})

test('alone it counts under another name', () => {
  const { identifiers } = admitted(policy, event([ref('bad')]))
  expect(identifiers).toEqual([{ ...ref('bad'), scope: 'blocked' }])
})

test('where nothing is blocked an event is the very same', () => {
  const one = event([ref('good')])
  expect(admitted(policy, one)).toBe(one)
  expect(admitted({ ...policy, blocks: false }, one)).toBe(one)
})
