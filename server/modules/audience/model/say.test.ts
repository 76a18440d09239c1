import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LOCALES } from '#kernel/locale.ts'
import { explain } from './explain.ts'
import { OPERATORS } from './operators.ts'
import type { Predicate } from './predicate.ts'
import { reads } from './reads.ts'
import { say } from './say.ts'
import { predicate } from './testing/predicates.ts'
import { at, did, someone } from './testing/someone.ts'

const LIKES_CHILDRENS_BOOKS_BUT_DOES_NOT_BUY: Predicate = {
  kind: 'and',
  of: [
    {
      kind: 'event',
      event: '浏览商品',
      where: [{ path: '类目', test: { op: 'contains', value: '童书' } }],
      count: { op: 'gte', n: 3 },
      window: { kind: 'within_days', days: 30 },
    },
    {
      kind: 'event',
      event: '下单',
      where: [],
      count: { op: 'eq', n: 0 },
      window: { kind: 'within_days', days: 30 },
    },
    { kind: 'not', of: { kind: 'segment', segmentId: 's1' } },
  ],
}

test('a segment reads as a sentence in every language', () => {
  const name = () => '黑名单'
  expect(say(LIKES_CHILDRENS_BOOKS_BUT_DOES_NOT_BUY, 'zh-CN', name)).toBe(
    '(最近 30 天内「浏览商品」(类目 包含「童书」)至少 3 次,且 最近 30 天内没有「下单」,且 不满足:属于人群「黑名单」)',
  )
  expect(say(LIKES_CHILDRENS_BOOKS_BUT_DOES_NOT_BUY, 'zh-TW', name)).toBe(
    '(最近 30 天內「浏览商品」（类目 包含「童书」）至少 3 次，且 最近 30 天內沒有「下单」，且 不符合：屬於受眾「黑名单」)',
  )
  expect(say(LIKES_CHILDRENS_BOOKS_BUT_DOES_NOT_BUY, 'en', name)).toBe(
    '(did “浏览商品” (类目 contains “童书”) at least 3× in the last 30 days, and did not do “下单” in the last 30 days, and not: is in segment “黑名单”)',
  )
})

test('every predicate has something to say, in every language', () => {
  fc.assert(
    fc.property(predicate, (asked) => {
      for (const locale of LOCALES) {
        const sentence = say(asked, locale)
        expect(sentence).not.toBe('')
        expect(sentence).not.toMatch(/undefined|\[object/)
      }
    }),
  )
})

test('what a segment depends on is known by name, each once', () => {
  expect(reads(LIKES_CHILDRENS_BOOKS_BUT_DOES_NOT_BUY)).toEqual([
    'event:下单',
    'event:浏览商品',
    'segment:s1',
  ])
})

test('why someone is in a segment is told part by part, with the events that say so', () => {
  const events = ['2026-01-01', '2026-01-02', '2026-01-03', '2025-01-01'].map((day) =>
    did('浏览商品', `${day}T00:00:00Z`, { 类目: '童书' }),
  )
  const why = explain(
    LIKES_CHILDRENS_BOOKS_BUT_DOES_NOT_BUY,
    someone({ events }),
    at('2026-01-05T00:00:00Z'),
    'zh-CN',
  )
  expect(why.holds).toBe(true)
  expect(why.parts.map(({ holds }) => holds)).toEqual([true, true, true])
  expect(why.parts[0]?.messageIds).toEqual(events.slice(0, 3).map(({ messageId }) => messageId))
  expect(why.parts[0]?.lastAt).toEqual(at('2026-01-03T00:00:00Z'))
  expect(why.parts[2]?.parts[0]).toMatchObject({ kind: 'segment', holds: false })
})

test('every operator has a form that starts as itself and is labelled in every language', () => {
  for (const [kind, { form }] of Object.entries(OPERATORS)) {
    expect(form.initial.kind).toBe(kind)
    const fields = Object.keys(form.initial).filter((field) => field !== 'kind')
    expect(Object.keys(form.fields).toSorted()).toEqual(fields.toSorted())
    for (const { label } of [form, ...Object.values(form.fields)])
      expect(LOCALES.every((locale) => label[locale] !== '')).toBe(true)
  }
})
