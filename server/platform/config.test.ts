import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('nothing set is a working installation', () => {
  const read = readConfig({})
  expect(read).toMatchObject({ kind: 'ok', config: { port: 8080, role: 'all', clock: 'real' } })
})

test('an empty variable counts as unset', () => {
  expect(readConfig({ SIYU_PORT: '', DATABASE_URL: '' })).toMatchObject({
    kind: 'ok',
    config: { port: 8080, databaseUrl: undefined },
  })
})

test('all complaints come at once, each with the variable and what it is for', () => {
  const read = readConfig({
    SIYU_PORT: '99999',
    SIYU_ROLE: 'king',
    DATABASE_URL: 'mysql://elsewhere',
    SIYU_SECRET: 'short',
    SIYU_COLOUR: 'blue',
  })
  expect(read.kind).toBe('bad')
  const complaints = read.kind === 'bad' ? read.complaints : []
  expect(complaints.map((line) => line.split(/[=:]/)[0] ?? '').toSorted()).toEqual([
    'DATABASE_URL',
    'SIYU_COLOUR',
    'SIYU_PORT',
    'SIYU_ROLE',
    'SIYU_SECRET',
  ])
  expect(complaints.join('\n')).toContain('master secret for encryption')
})
