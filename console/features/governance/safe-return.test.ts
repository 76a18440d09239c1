import { expect, test } from 'vitest'
import { safeReturn } from './safe-return.ts'

test.each([
  ['/people?q=林', '/people?q=林'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/login?next=/x', '/'],
  [undefined, '/'],
])('after login %s leads to %s', (next, to) => expect(safeReturn(next)).toBe(to))
