import { expect, test } from 'vitest'
import { LOCALES } from '#kernel/locale.ts'
import { sayIn, WORDS } from './words.ts'
import type { WordKey } from './zh-cn.ts'

const keys = Object.keys(WORDS['zh-CN']) as WordKey[]
const blanksOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

test('every language says everything, with the same blanks', () => {
  for (const language of LOCALES)
    for (const key of keys) {
      const text = WORDS[language][key]
      expect([language, key, text.trim() === '']).toEqual([language, key, false])
      expect([language, key, blanksOf(text)]).toEqual([
        language,
        key,
        blanksOf(WORDS['zh-CN'][key]),
      ])
    }
})

test('繁體 is written in 繁體, and no Chinese is left in the English', () => {
  for (const key of keys) {
    expect(WORDS.en[key]).not.toMatch(/\p{Script=Han}/u)
    expect([key, WORDS['zh-TW'][key]]).toEqual([
      key,
      // Letters that exist in 简体 only.
      expect.not.stringMatching(/[请们动规则发给长链获奖励码间隐这还应复单购满门时节]/u),
    ])
  }
})

test('blanks are filled; one without a value stays to be seen', () => {
  expect(sayIn('zh-CN')('invites', { name: '林**' })).toBe('林** 邀请你')
  expect(sayIn('en')('validUntil')).toBe('Valid until {date}')
})

test('nothing on the pages counts down, urges or pretends a crowd', () => {
  const everything = LOCALES.flatMap((language) => Object.values(WORDS[language])).join()
  expect(everything).not.toMatch(/倒[计計]时|仅剩|僅剩|最后|最後|人正在|hurry|only \d+ left|!|!/i)
})
