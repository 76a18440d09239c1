import { describe, expect, test } from 'vitest'
import { formatRelative, formatTime } from './format-time.ts'
import {
  formatCompact,
  formatDuration,
  formatMoney,
  formatMoneyCompact,
  formatNumber,
  formatPercent,
  formatShare,
} from './format.ts'

describe('numbers', () => {
  test.each([
    [1_234_567, '1,234,567'],
    [0, '0'],
    [undefined, '—'],
    [Number.NaN, '—'],
  ])('%s is written in full as %s', (n, shown) => expect(formatNumber(n, 'zh-CN')).toBe(shown))

  test.each([
    [9_999, 'zh-CN', '9,999'],
    [12_345, 'zh-CN', '1.235万'],
    [1_200_000_000, 'zh-CN', '12亿'],
    [12_345, 'zh-TW', '1.235萬'],
    [1_200_000_000, 'zh-TW', '12億'],
    [12_345, 'en', '12.35K'],
    [1_200_000, 'en', '1.2M'],
  ] as const)('%s is short in %s as %s', (n, language, shown) =>
    expect(formatCompact(n, language)).toBe(shown),
  )
})

describe('shares', () => {
  test('a percentage has one decimal', () => expect(formatPercent(0.1234, 'zh-CN')).toBe('12.3%'))
  test('a share shows its denominator', () =>
    expect(formatShare(123, 1_000, 'en')).toBe('12.3% (123 / 1,000)'))
  test('nothing has no share', () => expect(formatShare(0, 0, 'zh-CN')).toBe('—'))
})

describe('money', () => {
  test.each([
    [123_450, '¥1,234.50'],
    [-5, '-¥0.05'],
    [0, '¥0.00'],
    [null, '—'],
  ])('%s fen is %s', (fen, shown) => expect(formatMoney(fen, 'zh-CN')).toBe(shown))

  test('a large sum is short where space is', () => {
    expect(formatMoneyCompact(12_345_600, 'zh-CN')).toBe('¥12.35万')
    expect(formatMoneyCompact(99_900, 'zh-CN')).toBe('¥999.00')
  })
})

describe('time', () => {
  const at = '2026-03-01T01:05:09.000Z'

  test('an instant is shown on the wall clock of the workspace', () => {
    expect(formatTime(at, 'Asia/Shanghai')).toBe('2026-03-01 09:05')
    expect(formatTime(at, 'America/New_York', 'second')).toBe('2026-02-28 20:05:09')
    expect(formatTime(at, 'America/New_York', 'day')).toBe('2026-02-28')
  })

  test('no instant and a broken one are shown as nothing', () => {
    expect(formatTime(undefined, 'Asia/Shanghai')).toBe('—')
    expect(formatTime('soon', 'Asia/Shanghai')).toBe('—')
  })

  test.each([
    ['2026-03-01T01:05:00Z', 'zh-CN', '现在'],
    ['2026-03-01T01:02:00Z', 'zh-CN', '3分钟前'],
    ['2026-02-28T01:05:09Z', 'zh-CN', '昨天'],
    ['2026-03-01T01:02:00Z', 'zh-TW', '3 分鐘前'],
    ['2026-03-03T02:00:00Z', 'en', 'in 2 days'],
  ] as const)('%s in %s is %s', (then, language, shown) =>
    expect(formatRelative(then, new Date(at), language)).toBe(shown),
  )

  test.each([
    [420, 'zh-CN', '420毫秒'],
    [1_500, 'zh-CN', '1.5秒钟'],
    [90_000, 'en', '1.5 min'],
    [3 * 86_400_000, 'zh-CN', '3天'],
    [90_000, 'zh-TW', '1.5 分鐘'],
  ] as const)('%s ms in %s lasts %s', (ms, language, shown) =>
    expect(formatDuration(ms, language)).toBe(shown),
  )
})
