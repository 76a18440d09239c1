import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { resources as en } from './en/resources.ts'
import { resources as zhCN } from './zh-CN/resources.ts'
import { resources as zhTW } from './zh-TW/resources.ts'
import { firstLanguage } from './language.ts'
import { LANGUAGES } from './names.ts'
import type { Language } from './names.ts'

interface Words {
  readonly [key: string]: string | Words
}

const flatten = (words: Words, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : flatten(value, `${path}${key}.`),
  )

const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).toSorted()

const RESOURCES: Readonly<Record<Language, Words>> = { 'zh-CN': zhCN, 'zh-TW': zhTW, en }
const LANGUAGES_WITH_TEXTS = LANGUAGES.map(
  (language) => [language, new Map(flatten(RESOURCES[language]))] as const,
)
const source = new Map(flatten(zhCN))
const sharedKey = (key: string) => key.replace(/_(one|other)$/, '')

describe.each(LANGUAGES_WITH_TEXTS)('%s', (language, texts) => {
  test('has the keys of all others', () => {
    const keys = (words: Map<string, string>) =>
      [...new Set([...words.keys()].map(sharedKey))].toSorted()
    expect(keys(texts)).toEqual(keys(source))
  })

  test('leaves no string empty', () => {
    for (const [key, text] of texts) expect(text.trim(), key).not.toBe('')
  })

  test('asks for the same values in the same string', () => {
    const shared = [...source].filter(([key]) => texts.has(key))
    for (const [key, text] of shared) expect(holes(texts.get(key) ?? ''), key).toEqual(holes(text))
  })

  test('has no Chinese in English, and Chinese punctuation in Chinese', () => {
    const wrong = language === 'en' ? /\p{Script=Han}/u : /\p{Script=Han}\s?[,:;?!()]/u
    for (const [key, text] of texts) expect(text, key).not.toMatch(wrong)
  })
})

test('繁體 quotes with 「」', () => {
  for (const [key, text] of flatten(zhTW)) expect(text, key).not.toMatch(/[“”]/)
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
  ['a browser that reads Chinese gets Chinese', undefined, ['en-US', 'zh-CN'], 'zh-CN'],
  ['a browser of Taiwan gets 繁體', undefined, ['zh-TW', 'zh'], 'zh-TW'],
  ['a browser of Hong Kong gets 繁體', undefined, ['en-US', 'zh-HK'], 'zh-TW'],
  ['繁體 is known by its script too', undefined, ['zh-Hant-SG'], 'zh-TW'],
  ['the first Chinese that is asked for wins', undefined, ['zh-CN', 'zh-TW'], 'zh-CN'],
  ['繁體 of last time stays', 'zh-TW', ['zh-CN'], 'zh-TW'],
  ['any other browser gets English', undefined, ['de-DE', 'en'], 'en'],
  ['Chinese when nothing is asked', 'klingon', [], 'zh-CN'],
] as const)('%s', (_, stored, asked, expected) =>
  expect(firstLanguage(stored, asked)).toBe(expected),
)
