import { expect, test } from 'vitest'
import { describe } from './describe-tables.ts'

test('a table is its comment and its columns', () => {
  const column = { schema: 'identity', table: 'person', says: 'One per person.', note: null }
  const text = describe([
    { ...column, column: 'id', type: 'uuid', required: true },
    { ...column, column: 'merged_into', type: 'uuid', required: false, note: 'a | b' },
  ])
  expect(text).toContain(
    [
      '## identity',
      '',
      '### identity.person',
      '',
      'One per person.',
      '',
      '| column | type | note |',
      '| --- | --- | --- |',
      '| id | uuid |  |',
      '| merged_into | uuid, may be null | a \\| b |',
      '',
    ].join('\n'),
  )
})
