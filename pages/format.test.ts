import { expect, test } from 'vitest'
import { carrierOf } from './carrier.ts'
import { day, money, terms, worth } from './format.ts'
import { sayIn } from './i18n/words.ts'

test('money shows cents only where there are some', () => {
  expect([money(800), money(850), money(5), money(0)]).toEqual(['¥8', '¥8.50', '¥0.05', '¥0'])
})

test.each([
  [20, '8折'],
  [15, '85折'],
  [5, '95折'],
])('%i percent less is %s', (percentOff, says) => {
  expect(worth({ valueFen: null, percentOff }, 'zh-CN', sayIn('zh-CN'))).toBe(says)
  expect(worth({ valueFen: null, percentOff }, 'en', sayIn('en'))).toBe(`${percentOff}% off`)
})

test('a coupon says what it takes to use it', () => {
  const gift = {
    ...{ name: '券', description: '', kind: 'app_only' as const, thresholdFen: 4_900 },
    ...{ valueFen: 800, percentOff: null, validDays: 30, validUntil: null },
  }
  expect(terms(gift, 'zh-CN', sayIn('zh-CN'))).toEqual([
    '满 ¥49 可用',
    '仅限 APP',
    '到账 30 天内有效',
  ])
})

test('a day is told in the reader’s language', () => {
  const at = '2026-04-01T02:30:00Z'
  expect(day(at, 'zh-CN')).toBe('2026年4月1日')
  expect(day(at, 'en')).toBe('Apr 1, 2026')
})

test.each([
  ['Mozilla/5.0 … MicroMessenger/8.0.49', 'wechat'],
  ['Mozilla/5.0 … wxwork/4.1 MicroMessenger/7.0.1', 'wecom'],
  ['Mozilla/5.0 (iPhone) Safari/604.1', 'browser'],
])('%s is %s', (userAgent, carrier) => expect(carrierOf(userAgent)).toBe(carrier))
