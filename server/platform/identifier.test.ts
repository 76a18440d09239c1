import { expect, test } from 'vitest'
import type { IdentifierKind } from './event.ts'
import { normaliseIdentifier } from './identifier.ts'

const value = (kind: IdentifierKind, text: string) =>
  normaliseIdentifier({ kind, scope: '', value: text })?.value

test.each([
  ['138 0013 8000', '+8613800138000'],
  ['+86-138-0013-8000', '+8613800138000'],
  ['8613800138000', '+8613800138000'],
  ['008613800138000', '+8613800138000'],
  ['+852 6123 4567', '+85261234567'],
  ['12345', undefined],
  ['+8612800138000', undefined],
  ['00000000000', undefined],
])('phone %s is %s', (text, phone) => expect(value('phone', text)).toBe(phone))

test.each([
  [' Lin@Example.CN ', 'lin@example.cn'],
  ['nobody', undefined],
])('email %s is %s', (text, email) => expect(value('email', text)).toBe(email))

test.each([
  '',
  ' ',
  'null',
  'undefined',
  '[object Object]',
  'NaN',
  '0',
  '00000000-0000-0000-0000-000000000000',
  'anonymous',
  'x'.repeat(256),
  'a\0b',
])('%s names nobody', (text) => expect(value('user_id', text)).toBeUndefined())

test('other values stay as they are, case and all', () =>
  expect(value('openid', ' oAbC_1 ')).toBe('oAbC_1'))
