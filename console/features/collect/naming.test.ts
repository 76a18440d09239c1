import { expect, test } from 'vitest'
import { draftOf, ruleOf, ruleSays } from './naming.ts'

const RULE = {
  base: 'element_clicked' as const,
  where: [
    { field: 'text' as const, op: 'is' as const, value: '加购' },
    { field: 'path' as const, op: 'one_of' as const, values: ['/a', '/b'] },
  ],
}

test('a rule that is written out and read again is the same', () => {
  expect(ruleOf(draftOf(RULE))).toEqual(RULE)
})

test.each([
  [{ field: 'text' as const, op: 'is' as const }],
  [{ field: 'text' as const, op: 'one_of' as const, values: [] }],
  [{ op: 'is' as const, value: 'x' }],
  [undefined],
])('what is not written out yet is no rule: %j', (one) =>
  expect(ruleOf({ base: 'page_viewed', where: [one] })).toBeUndefined(),
)

test('a rule is said in one line', () => {
  const words = { base: (b: string) => b, field: (f: string) => f, op: (o: string) => o }
  expect(ruleSays(RULE, words)).toBe('element_clicked · text is “加购” · path one_of “/a” / “/b”')
})
