import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inAll, LOCALES, localeOf, ofAll } from './locale.ts'

describe('a caller is answered in the language asked for', () => {
  test.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh-SG', 'zh-CN'],
    ['zh-Hans-HK', 'zh-CN'],
    ['zh-TW,zh;q=0.9,en-US;q=0.8', 'zh-TW'],
    ['zh-HK', 'zh-TW'],
    ['zh-MO', 'zh-TW'],
    ['zh-Hant', 'zh-TW'],
    ['ZH-HANT-CN', 'zh-TW'],
    ['de, zh-hant-hk;q=0.5', 'zh-TW'],
    ['en-GB,zh-TW', 'en'],
    ['zha', 'en'],
    ['de-DE', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ] as const)('%s is answered in %s', (header, locale) => expect(localeOf(header)).toBe(locale))
})

test('each reader finds her own part in a text that holds all languages', () => {
  const part = fc.string({ unit: 'grapheme', maxLength: 20 })
  fc.assert(
    fc.property(part, part, part, (cn, tw, en) => {
      const says = { 'zh-CN': cn, 'zh-TW': tw, en }
      const clear = (text: string) => !text.includes(' / ') && !/^\/ | \/$|^ | $/.test(text)
      fc.pre(LOCALES.every((locale) => clear(says[locale])))
      for (const locale of LOCALES) expect(ofAll(inAll(says), locale)).toBe(says[locale])
    }),
  )
})

test('a slash of its own does not tear a text apart', () => {
  const text = inAll({ 'zh-CN': '甲 / 乙', 'zh-TW': '甲 / 乙', en: 'a / b' })
  expect(ofAll(text, 'en')).toBe('a/b')
  expect(ofAll('neither / nor', 'en')).toBe('neither / nor')
})
