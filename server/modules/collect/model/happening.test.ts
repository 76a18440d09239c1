import { expect, test } from 'vitest'
import type { CanonicalEvent } from '#platform/event.ts'
import { happeningOf, toldByUs, underItsHappening } from './happening.ts'

test.each([
  ['order_paid', { order_id: '7' }, 'order:7:paid'],
  ['order_paid', { order_id: 7 }, 'order:7:paid'],
  ['order_submitted', { order_id: ' 7 ' }, 'order:7:submitted'],
  ['order_cancelled', { order_id: '7' }, 'order:7:cancelled'],
  ['refund_completed', { order_id: '7', refund_id: 'R' }, 'refund:R'],
  ['refund_completed', { order_id: '7' }, undefined],
  ['order_paid', { order_id: '' }, undefined],
  ['order_paid', { order_id: 'x'.repeat(129) }, undefined],
  ['order_paid', { order_id: { $ne: 1 } }, undefined],
  ['order_shipped', { order_id: '7' }, undefined],
])('%s of %o is %s', (event, properties, id) => expect(happeningOf(event, properties)).toBe(id))

const told = (event: string, messageId: string, properties: object = {}) =>
  ({ event, messageId, properties }) as CanonicalEvent

test('two senders tell of one order under one id, and each telling keeps its own', () => {
  const browser = underItsHappening(told('order_paid', 'm1', { order_id: '7' }), false)
  const ours = underItsHappening(told('order_paid', 'order:7:paid', { order_id: '7' }), true)
  expect(browser).toMatchObject({ messageId: 'order:7:paid', toldAs: 'm1' })
  expect(ours).toMatchObject({ messageId: 'order:7:paid', toldAs: 'own:order:7:paid' })
  expect([toldByUs(browser), toldByUs(ours)]).toEqual([false, true])
})

test('what nobody else can tell of is left as it is', () => {
  const viewed = told('product_viewed', 'm1')
  expect(underItsHappening(viewed, false)).toBe(viewed)
  const sent = told('message_sent', 'letter:1:sent')
  expect(underItsHappening(sent, true)).toBe(sent)
})

test('no sender can pass for us, nor take the id of an order', () => {
  for (const id of ['order:7:paid', 'refund:7', 'own:order:7:paid', 'sent:order:7:paid']) {
    expect(underItsHappening(told('page_viewed', id), false).messageId).toBe(`sent:${id}`)
    const paid = underItsHappening(told('order_paid', id, { order_id: '7' }), false)
    expect(paid).toMatchObject({ messageId: 'order:7:paid', toldAs: `sent:${id}` })
    expect(toldByUs(paid)).toBe(false)
  }
})
