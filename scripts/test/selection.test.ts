import { expect, test } from 'vitest'
import { CHECKS, selectionOf } from './selection.ts'
import { needsPostgres, vitestFiles } from './suites.ts'

const select = (...words: string[]) => selectionOf(words, (path) => path.includes('e2e'))

test('no words: everything', () => {
  expect(select()).toEqual({ checks: CHECKS, vitest: { suites: [], paths: [] }, endToEnd: [] })
})

test('suites run by name, and nothing else', () => {
  expect(select('pg', 'ch')).toEqual({
    checks: [],
    vitest: { suites: ['pg', 'ch'], paths: [] },
    endToEnd: undefined,
  })
})

test('e2e runs the browser only', () => {
  expect(select('e2e')).toEqual({ checks: [], vitest: undefined, endToEnd: [] })
})

test('a path goes to the runner that knows its files', () => {
  expect(select('kernel/time.test.ts')).toMatchObject({
    vitest: { suites: [], paths: ['kernel/time.test.ts'] },
    endToEnd: undefined,
  })
  expect(select('e2e/loop.e2e.ts')).toMatchObject({
    vitest: undefined,
    endToEnd: ['e2e/loop.e2e.ts'],
  })
})

test('a check runs alone', () => {
  expect(select('types')).toEqual({ checks: ['types'], vitest: undefined, endToEnd: undefined })
})

test('a file belongs to one suite', () => {
  expect(vitestFiles(['unit']).exclude).toEqual([
    '**/{contract,*.contract}.{test,pg.test,ch.test}.ts',
    '**/*.pg.test.ts',
    '**/*.ch.test.ts',
  ])
  expect(vitestFiles([]).exclude).toEqual([])
  expect(vitestFiles(['contract']).exclude).toEqual([])
})

test('PostgreSQL starts for those who may need it', () => {
  expect(needsPostgres([], ['run'])).toBe(true)
  expect(needsPostgres(['unit'], ['run'])).toBe(false)
  expect(needsPostgres(['unit', 'ch'], ['run'])).toBe(true)
  expect(needsPostgres([], ['run', 'kernel/time.test.ts'])).toBe(false)
  expect(needsPostgres([], ['run', 'kernel/time.test.ts', 'a/contract.test.ts'])).toBe(true)
  expect(needsPostgres([], ['run', 'server/modules/entry'])).toBe(true)
  expect(needsPostgres([], ['run', 'a/store.pg.test.ts'])).toBe(true)
})
