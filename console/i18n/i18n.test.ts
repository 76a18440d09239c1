import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { resources as en } from './en/resources.ts'
import { resources as zh } from './zh-CN/resources.ts'
import { firstLanguage } from './language.ts'

interface Words {
  readonly [key: string]: string | Words
}

const flatten = (words: Words, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flatten(value, `${path}${key}.`),
  )

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).toSorted()

const chinese = new Map(flatten(zh))
const english = new Map(flatten(en))
const sharedKey = (key: string) => key.replace(/_(one|other)$/, '')

describe('the two languages', () => {
  test('have the same keys', () => {
    const keys = (words: Map<string, string>) =>
      [...new Set([...words.keys()].map(sharedKey))].toSorted()
    expect(keys(english)).toEqual(keys(chinese))
  })

  test('leave no string empty', () => {
    for (const [key, text] of [...chinese, ...english]) expect(text.trim(), key).not.toBe('')
  })

  test('ask for the same values in the same string', () => {
    const shared = [...chinese].filter(([key]) => english.has(key))
    for (const [key, text] of shared)
      expect(holes(english.get(key) ?? ''), key).toEqual(holes(text))
  })

  test('Chinese sets Chinese punctuation', () => {
    for (const [key, text] of chinese) expect(text, key).not.toMatch(/\p{Script=Han}\s?[,:;?!()]/u)
  })

  test('English has no Chinese left in it', () => {
    for (const [key, text] of english) expect(text, key).not.toMatch(/\p{Script=Han}/u)
  })
})

test('no component holds a Chinese literal: every string comes through t()', () => {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tsx'),
  )
  expect(files.length).toBeGreaterThan(10)
  const guilty = files.filter((file) =>
    /\p{Script=Han}/u.test(readFileSync(`${root}/${file}`, 'utf8')),
  )
  expect(guilty).toEqual([])
})

test.each([
  ['the choice of last time wins', 'en', ['zh-CN'], 'en'],
  ['a browser that reads Chinese gets Chinese', undefined, ['en-US', 'zh-TW'], 'zh-CN'],
  ['any other browser gets English', undefined, ['de-DE', 'en'], 'en'],
  ['Chinese when nothing is asked', 'klingon', [], 'zh-CN'],
] as const)('%s', (_, stored, asked, expected) =>
  expect(firstLanguage(stored, asked)).toBe(expected),
)
