import { expect, test } from 'vitest'
import { DataDirInUse } from '#platform/data-dir-lock.ts'
import { plainOf } from './faults.ts'

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error(`fault ${code}`), { code, ...more })

test.each([
  ['no disk space, said by Node', withCode('ENOSPC'), /no disk space left/],
  ['no disk space, said by PostgreSQL', withCode('53100'), /no disk space left/],
  [
    'no disk space, said by ClickHouse',
    new Error('Cannot write: No space left on device'),
    /no disk space left/,
  ],
  ['a port in use', withCode('EADDRINUSE', { port: 8080 }), /Port 8080 is in use.*--port/],
  [
    'a folder open elsewhere',
    new DataDirInUse('data is open'),
    /data is open: stop that one first/,
  ],
  [
    'a PostgreSQL that is away',
    withCode('ECONNREFUSED', { address: '10.0.0.1', port: 5432 }),
    /Nothing answers at 10\.0\.0\.1:5432/,
  ],
  ['a wrong password', withCode('28P01'), /refuses this user and password/],
])('%s is one plain sentence', (_, error, sentence) => {
  const said = plainOf(error)
  expect(said?.message).toMatch(sentence)
  expect(said?.message).not.toContain('\n')
})

test('a fault is found however deep it lies', () => {
  const deep = new Error('migration failed', {
    cause: new AggregateError([withCode('ECONNREFUSED', { address: '::1', port: 5432 })]),
  })
  expect(plainOf(deep)?.message).toContain('::1:5432')
})

test('a bug of ours is not dressed up', () => {
  expect(plainOf(new TypeError('x is not a function'))).toBeUndefined()
})
