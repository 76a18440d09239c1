import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { CANONICAL_EVENTS, EVENT_OF_CALL } from '#modules/collect/model/taxonomy.ts'
import { profile } from './zh-CN/profile.ts'

const sources = globSync(fileURLToPath(new URL('../../server/modules/**/*.ts', import.meta.url)))
  .filter((path) => !/\.test\.ts$|\/testing/.test(path))
  .map((path) => readFileSync(path, 'utf8'))

const written = (name: string): string[] =>
  sources.flatMap((text) =>
    [...text.matchAll(new RegExp(`\\b${name}: '([a-z_]+)'`, 'g'))].flatMap(([, it]) => it ?? []),
  )

/** What the tables of each SDK family's names lead to. */
const inTables = globSync(
  fileURLToPath(new URL('../../server/modules/collect/dialects/*/names.ts', import.meta.url)),
).flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/^ {2}[$\w]+: '([a-z_]+)',$/gm)].flatMap(
    ([, name]) => name ?? [],
  ),
)

test('every event of ours, and every one that senders’ names lead to, has a name to read', () => {
  const events = [
    ...Object.values(CANONICAL_EVENTS),
    ...Object.values(EVENT_OF_CALL),
    ...inTables,
    ...written('event'),
  ]
  expect(events.length).toBeGreaterThan(100)
  expect(events.filter((name) => !Object.hasOwn(profile.event, name))).toEqual([])
})

test('every channel that our modules write has a name to read', () => {
  expect(written('channel').filter((name) => !Object.hasOwn(profile.channel, name))).toEqual([])
})
