import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#kernel/time.ts'
import { randomBytes } from '../../random.ts'
import { createSecrets } from '../../secrets.ts'
import { issuePass, openPass } from './pass.ts'

const NOW = new Date('2026-03-02T02:00:00Z')
const secrets = createSecrets('a master secret of the tests only, long', randomBytes)
const pass = {
  workspaceId: '0190a000-0000-7000-8000-000000000001',
  subject: '4711',
  until: addDays(NOW, 7),
}
const text = issuePass(secrets, 'person.link', pass)

test('a pass opens what it was made for, until its time is over', () => {
  expect(openPass(secrets, 'person.link', text, NOW)).toEqual({ kind: 'open', pass })
  expect(openPass(secrets, 'person.link', text, pass.until)).toEqual({ kind: 'expired' })
})

test('a pass for one thing opens no other', () => {
  expect(openPass(secrets, 'person.browser', text, NOW)).toEqual({ kind: 'none' })
  expect(openPass(secrets, 'game.preview', text, NOW)).toEqual({ kind: 'none' })
})

test('another installation’s pass is nothing here', () => {
  const other = createSecrets('another master secret of the tests only', randomBytes)
  const theirs = issuePass(other, 'person.link', pass)
  expect(openPass(secrets, 'person.link', theirs, NOW)).toEqual({ kind: 'none' })
})

test('whoever changes one character of a pass holds nothing', () => {
  fc.assert(
    fc.property(
      fc.nat(text.length - 1),
      fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyzABCXYZ-_.~'),
      (at, letter) => {
        fc.pre(text[at] !== letter)
        const forged = text.slice(0, at) + letter + text.slice(at + 1)
        expect(openPass(secrets, 'person.link', forged, NOW)).toEqual({ kind: 'none' })
      },
    ),
  )
})

test('nothing, nonsense and half a pass open nothing', () => {
  for (const nothing of [undefined, '', 'x', '....', text.slice(0, -1), `${text}x`])
    expect(openPass(secrets, 'person.link', nothing, NOW)).toEqual({ kind: 'none' })
})
