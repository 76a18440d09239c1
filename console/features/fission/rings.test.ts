import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rings } from './rings.ts'
import type { Member } from './rings.ts'

const root = { personId: 'a', parentId: null, generation: 0, brought: 2 }
const child = (personId: string) => ({ personId, parentId: 'a', generation: 1, brought: 0 })

test('friends stand on the ring around the one who brought them', () => {
  const { placed, radii, size } = rings([root, child('b'), child('c')])
  const distance = (id: string) => {
    const { x, y } = placed.find(({ member }) => member.personId === id) ?? { x: 0, y: 0 }
    return Math.hypot(x - size / 2, y - size / 2)
  }
  expect(radii).toHaveLength(2)
  expect(distance('a')).toBeCloseTo(radii[0] ?? 0)
  expect(distance('b')).toBeCloseTo(radii[1] ?? 0)
  expect(distance('c')).toBeCloseTo(radii[1] ?? 0)
})

test('who brought more is drawn larger, and whose inviter is unknown stands inmost', () => {
  const { placed } = rings([root, { ...child('b'), parentId: 'gone' }])
  const [a, b] = placed
  expect(a?.r).toBeGreaterThan(b?.r ?? 0)
  expect(b?.from).toBeUndefined()
})

test('whatever the tree, everybody stands once and inside the picture', () => {
  const trees = fc.array(fc.nat(), { maxLength: 60 }).map((parents) =>
    parents.reduce<Member[]>((members, pick, i) => {
      const parent = i === 0 ? undefined : members[pick % i]
      members.push({
        personId: String(i),
        parentId: pick % 5 === 0 ? null : (parent?.personId ?? null),
        generation: pick % 5 === 0 ? 0 : (parent?.generation ?? -1) + 1,
        brought: pick % 7,
      })
      return members
    }, []),
  )
  fc.assert(
    fc.property(trees, (members) => {
      const { placed, size } = rings(members)
      expect(placed.map(({ member }) => member.personId).toSorted()).toEqual(
        members.map(({ personId }) => personId).toSorted(),
      )
      for (const { x, y } of placed) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(size)
        expect(y).toBeGreaterThanOrEqual(0)
        expect(y).toBeLessThanOrEqual(size)
      }
    }),
  )
})
