import { expect, test } from 'vitest'
import { matches } from './palette-items.ts'

test.each([
  ['', true],
  ['人群', true],
  ['SEG', true],
  ['用户 segments', true],
  ['订单', false],
])('%s finds the page 人群: %s', (text, found) =>
  expect(matches(text, '人群', 'Segments', '用户')).toBe(found),
)
