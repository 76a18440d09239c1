import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reasonIn } from './reasons.ts'

test('a reason is told in the reader’s language, with its figures', () => {
  expect(reasonIn('is nested deeper than 20 levels', 'zh-CN')).toBe('嵌套超过 20 层')
  expect(reasonIn('must be one of track, page', 'zh-TW')).toBe('必須是以下之一：track, page')
  expect(reasonIn('neither userId nor anonymousId names anybody', 'zh-CN')).toBe(
    'userId 和 anonymousId 都没有指明是谁',
  )
  expect(reasonIn('must be an object', 'en')).toBe('must be an object')
  expect(reasonIn('Error: a module’s own words', 'zh-CN')).toBe('Error: a module’s own words')
})

test('every reason that the collector gives has its words in every language', () => {
  const files = globSync(join(import.meta.dirname, '../**/*.ts')).filter(
    (path) => !path.endsWith('.test.ts'),
  )
  const given = files.flatMap((path) => {
    const text = readFileSync(path, 'utf8')
    const literal = String.raw`(?:'([^'\n]+)'|\x60([^\x60]+)\x60)`
    const places = [
      String.raw`\breason: `,
      String.raw`\bunreadable\(`,
      String.raw`new TooMuch\(`,
      String.raw`\brefuse\('\w*', `,
    ]
    return places.flatMap((place) =>
      [...text.matchAll(new RegExp(place + literal, 'g'))].map(
        ([, plain, template]) => plain ?? (template ?? '').replaceAll(/\$\{[^}]+\}/g, '7'),
      ),
    )
  })
  expect(given.length).toBeGreaterThan(35)
  const untold = given.filter((reason) => reasonIn(reason, 'zh-CN') === reason)
  expect(untold).toEqual([])
})
