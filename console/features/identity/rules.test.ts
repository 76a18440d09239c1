import { expect, test } from 'vitest'
import { draftOf, wantedOf } from './rules.ts'
import type { Rules } from './rules.ts'

const shipped = { perPerson: 3, outright: 10 }
const RULES: Rules = {
  ...{ version: 0, run: null, versions: [] },
  kinds: [
    { kind: 'phone', ...shipped, weight: 4, shipped, isFixed: false },
    { kind: 'unionid', perPerson: 1, outright: 1, weight: 1, shipped, isFixed: true },
  ],
  blocked: [{ kind: 'phone', value: '138****8000', at: '2026-01-01T00:00:00Z', by: 'x' }],
}

test('rules that nobody touched decide nothing, and keep the list', () => {
  expect(wantedOf(draftOf(RULES), RULES)).toEqual({
    ...{ limits: {}, blocked: [{ kind: 'phone', value: '138****8000' }] },
  })
})

test('only what differs from how it ships is decided, and never what is fixed', () => {
  const draft = draftOf(RULES)
  draft.limits = {
    phone: { perPerson: 1, outright: 2 },
    unionid: { perPerson: 9, outright: 9 },
  }
  draft.blocked.push({ kind: 'email', value: '  ' })
  expect(wantedOf(draft, RULES)).toMatchObject({ limits: { phone: { perPerson: 1, outright: 2 } } })
  expect(wantedOf(draft, RULES).blocked).toHaveLength(1)
})
