import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { AUTOCAPTURED, POSTHOG_EVENTS } from '#modules/collect/dialects/posthog/names.ts'
import { ORDER_STATUS, SENSORS_EVENTS } from '#modules/collect/dialects/sensors/names.ts'
import { CANONICAL_EVENTS, EVENT_OF_CALL } from '#modules/collect/model/taxonomy.ts'
import { profile } from './zh-CN/profile.ts'

const sources = globSync(fileURLToPath(new URL('../../server/modules/**/*.ts', import.meta.url)))
  .filter((path) => !/\.test\.ts$|\/testing/.test(path))
  .map((path) => readFileSync(path, 'utf8'))

const written = (name: string): string[] =>
  sources.flatMap((text) =>
    [...text.matchAll(new RegExp(`\\b${name}: '([a-z_]+)'`, 'g'))].flatMap(([, it]) => it ?? []),
  )

test('every event of ours, and every one that senders’ names lead to, has a name to read', () => {
  const events = [
    ...Object.values(CANONICAL_EVENTS),
    ...[EVENT_OF_CALL, SENSORS_EVENTS, ORDER_STATUS, POSTHOG_EVENTS, AUTOCAPTURED].flatMap(
      (names) => Object.values(names),
    ),
    ...written('event'),
  ]
  expect(events.length).toBeGreaterThan(60)
  expect(events.filter((name) => !Object.hasOwn(profile.event, name))).toEqual([])
})

test('every channel that our modules write has a name to read', () => {
  expect(written('channel').filter((name) => !Object.hasOwn(profile.channel, name))).toEqual([])
})
