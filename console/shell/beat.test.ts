import { expect, test } from 'vitest'
import type { Health } from '../api/health.ts'
import { beatOf } from './beat.ts'

const health = (pending: number, oldestAgeMs: number): Health => ({
  status: 'ok',
  version: '0.1.0',
  time: '2026-03-01T00:00:00Z',
  clock: 'real',
  stores: {},
  inbox: { pending, oldestAgeMs },
})

test.each([
  ['nothing waits, nothing comes', health(0, 0), { eventsPerSecond: 0, delayMs: null }, 'quiet'],
  ['events come', health(0, 0), { eventsPerSecond: 3, delayMs: 200 }, 'flowing'],
  ['somebody who may not see the flow sees the inbox', health(2, 300), undefined, 'flowing'],
  ['the oldest batch waits too long', health(9, 60_000), undefined, 'behind'],
  ['the inbox cannot be read', health(-1, -1), undefined, 'unknown'],
  ['the server is silent', undefined, undefined, 'unknown'],
] as const)('%s: %s', (_, seen, flow, beat) => expect(beatOf(seen, flow)).toBe(beat))
