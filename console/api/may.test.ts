import { expect, test } from 'vitest'
import { permits } from './may.ts'

test.each([
  ['an admin may everything', ['*'], 'people:erase', true],
  ['who may write may read', ['audience:write'], 'audience:read', true],
  ['who may read may not write', ['audience:read'], 'audience:write', false],
  ['phone numbers need their own permission', ['profile:write'], 'pii:read', false],
  ['anybody signed in', [], 'signed_in', true],
] as const)('%s', (_, held, wish, may) => expect(permits(held, wish)).toBe(may))
