import { expect, test } from 'vitest'
import { bare } from './bare.ts'

test.each([
  ['(a, and b)', 'a, and b'],
  ['(a or b), and (c or d)', '(a or b), and (c or d)'],
  ['a (b)', 'a (b)'],
])('%s reads as %s', (says, shown) => expect(bare(says)).toBe(shown))
