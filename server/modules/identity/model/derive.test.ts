import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IdentifierKind } from '#platform/event.ts'
import { derive } from './derive.ts'
import type { Link, Member } from './derive.ts'
import { nameGroups } from './name-groups.ts'
import { POLICY, strengthOf } from './policy.ts'

const KINDS: IdentifierKind[] = ['user_id', 'anonymous_id', 'unionid', 'openid', 'phone']
const members: Member[] = Array.from({ length: 15 }, (_, i) => ({
  identId: String(i + 1),
  kind: KINDS[i % KINDS.length] as IdentifierKind,
  scope: '',
}))
const link = fc
  .record({
    pair: fc.uniqueArray(fc.integer({ min: 0, max: 14 }), { minLength: 2, maxLength: 2 }),
    at: fc.integer({ min: 0, max: 5 }),
    rule: fc.constantFrom('same_event', 'alias', 'manual'),
  })
  .map(({ pair, at, rule }): Omit<Link, 'messageId'> => {
    const [x, y] = pair.map((i) => members[i] as Member) as [Member, Member]
    return {
      ...{ a: x.identId, b: y.identId, rule: rule as Link['rule'], at, n: 0 },
      strength: strengthOf(rule as Link['rule'], x.kind, y.kind),
    }
  })
const links = fc
  .array(link, { maxLength: 25 })
  .map((found) => found.map((it, i): Link => ({ ...it, messageId: `m${i}` })))

const asText = (groups: string[][]) => groups.map((group) => group.join(' ')).toSorted()

test('persons are a function of the evidence, not of its order', () => {
  fc.assert(
    fc.property(links, fc.infiniteStream(fc.nat()), (found, order) => {
      const shuffled = found
        .map((it) => [order.next().value as number, it] as const)
        .toSorted(([x], [y]) => x - y)
        .map(([, it]) => it)
      expect(asText(derive(members, shuffled, [], POLICY).groups)).toEqual(
        asText(derive(members, found, [], POLICY).groups),
      )
    }),
  )
})

test('no observation ever gives one person two unionids', () => {
  fc.assert(
    fc.property(links, (found) => {
      const kindOf = new Map(members.map(({ identId, kind }) => [identId, kind]))
      for (const group of derive(members, found, [], POLICY).groups)
        expect(group.filter((id) => kindOf.get(id) === 'unionid').length).toBeLessThanOrEqual(1)
    }),
  )
})

test('whom somebody set apart no evidence joins', () => {
  fc.assert(
    fc.property(
      links,
      fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { minLength: 2, maxLength: 2 }),
      (found, [a, b]) => {
        for (const group of derive(members, found, [[String(a), String(b)]], POLICY).groups)
          expect(group.includes(String(a)) && group.includes(String(b))).toBe(false)
      },
    ),
  )
})

test('taking evidence back gives the persons that were there without it', () => {
  fc.assert(
    fc.property(links, link, (found, extra) => {
      const more = [...found, { ...extra, messageId: 'extra' }]
      const without = more.filter(({ messageId }) => messageId !== 'extra')
      expect(derive(members, without, [], POLICY).groups).toEqual(
        derive(members, found, [], POLICY).groups,
      )
    }),
  )
})

test('the elder survives a merge, and an undone merge gives each back its name', () => {
  const homes = new Map([
    ['1', '101'],
    ['2', '102'],
    ['3', '102'],
  ])
  expect(nameGroups([['1', '2', '3']], homes)).toEqual(['101'])
  expect(nameGroups([['1'], ['2', '3']], homes)).toEqual(['101', '102'])
  expect(nameGroups([['1'], ['2'], ['3']], homes)).toEqual(['101', '102', undefined])
})
