import { expect, test } from 'vitest'
import { maskName } from './mask.ts'

test.each([
  ['林小满', '林**'],
  ['林', '林**'],
  ['  Mei Lin ', 'M**'],
  ['👩‍👧 妈妈', '👩‍👧**'],
  ['', null],
  ['   ', null],
  [undefined, null],
  [42, null],
])('%s is shown to others as %s', (name, shown) => expect(maskName(name)).toBe(shown))
