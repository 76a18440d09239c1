import { expect, test } from 'vitest'
import { CARRIERS, declines } from './carrier.ts'

test('who opts out of WeCom gets no mass message, and no other carrier falls silent', () => {
  expect(CARRIERS.filter((carrier) => declines(['wecom'], carrier))).toEqual([
    'wecom_message',
    'wecom_welcome',
  ])
  expect(declines(['sms'], 'sms')).toBe(true)
  expect(declines(['sms'], 'email')).toBe(false)
})

test('who opts out of all gets nothing by any', () => {
  expect(CARRIERS.every((carrier) => declines(['all'], carrier))).toBe(true)
})
