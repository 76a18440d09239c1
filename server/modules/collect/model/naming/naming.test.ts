import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLike, meets } from './meets.ts'
import { namesOf, namingOf, withNames } from './naming.ts'
import { isReserved } from './reserved.ts'
import { Rule } from './rule.ts'
import { rule, rulesNamed, seen } from './testing/rules.ts'

const click = (properties: Record<string, unknown>) => ({
  event: 'element_clicked',
  properties,
  source: '官网',
  channel: 'web',
})

test.each([
  ['/item/12', '/item/*', true],
  ['/item/', '/item/*', true],
  ['/items/12', '/item/*', false],
  ['/item/1/buy', '/item/*/buy', true],
  ['/item/buy', '/item/*/buy', false],
  ['aba', 'ab*ba', false],
  ['abba', 'ab*ba', true],
  ['a.b', 'a?b', false],
  ['', '*', true],
  ['anything', '**', true],
])('%s matches %s: %s', (text, pattern, answer) => {
  expect(isLike(text, pattern)).toBe(answer)
})

test('a pattern without a wildcard is the text itself, and with wildcards what a regular expression says', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'b', '.', '\n', '购'), maxLength: 6 })
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '购'), maxLength: 5 })
  fc.assert(
    fc.property(piece, pattern, (text, like) => {
      const escaped = like.split('*').map((one) => one.replaceAll('.', String.raw`\.`))
      expect(isLike(text, like)).toBe(new RegExp(`^${escaped.join('.*')}$`, 's').test(text))
    }),
  )
})

test('all conditions must hold, and what is absent or no text holds only for *', () => {
  const where = (field: 'text' | 'host', value: string): Rule =>
    Rule.parse({ base: 'element_clicked', where: [{ field, op: 'matches', value }] })
  expect(meets(where('text', '购*'), click({ text: '购买' }))).toBe(true)
  expect(meets(where('text', '购*'), click({ text: 5 }))).toBe(false)
  expect(meets(where('text', '*'), click({}))).toBe(true)
  expect(meets(where('host', 'shop.*'), click({ url: 'https://shop.example/a?b' }))).toBe(true)
  expect(meets(where('host', 'shop.*'), click({ url: 'shop.example/a?b' }))).toBe(false)
})

test('names found by the index are those whose rules hold', () => {
  const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']
  fc.assert(
    fc.property(rulesNamed(NAMES), seen, (rules, event) => {
      const plainly = rules.filter((one) => meets(one.rule, event)).map(({ name }) => name)
      expect(namesOf(namingOf(rules), event).toSorted()).toEqual(plainly)
      for (const { rule: one } of rules) expect(Rule.parse(one)).toEqual(one)
    }),
  )
})

test('an event is followed by itself under each of its names, and without named events nothing is copied', () => {
  const events = [click({ text: '购买' }), click({ text: '取消' })]
  expect(withNames(namingOf([]), events)).toBe(events)
  const buy = { field: 'text', op: 'is', value: '购买' } as const
  const naming = namingOf([{ name: 'buy', rule: { base: 'element_clicked', where: [buy] } }])
  expect(withNames(naming, events).map(({ event }) => event)).toEqual([
    'element_clicked',
    'buy',
    'element_clicked',
  ])
})

test('names that mean something already are reserved, also those of senders that become ours', () => {
  expect(['page_viewed', 'order_paid', 'Order Completed', 'identified'].every(isReserved)).toBe(
    true,
  )
  expect(['领券', 'buy_clicked', 'constructor'].some(isReserved)).toBe(false)
})

test('any rule of the generator is one that the contract takes', () => {
  fc.assert(
    fc.property(rule, (one) => {
      expect(Rule.parse(one)).toEqual(one)
    }),
  )
})
