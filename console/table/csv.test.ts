import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('commas, quotes and line breaks survive', () =>
  expect(csvOf([['a,b', '说“好”', 'x"y', 'l1\nl2']])).toBe(
    '\uFEFF"a,b",说“好”,"x""y","l1\nl2"\r\n',
  ))

test.each([
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+86', "'+86"],
  ['@x', "'@x"],
  ['-12.50', '-12.50'],
])('%s cannot run in a spreadsheet', (value, shown) =>
  expect(csvOf([[value]])).toBe(`\uFEFF${shown}\r\n`),
)
