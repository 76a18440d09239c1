import { expect, test } from 'vitest'
import { fieldMessages, fieldPath } from './field-errors.ts'

test.each([
  ['steps.0.event', ['steps', 0, 'event']],
  ['steps[0].event', ['steps', 0, 'event']],
  ['/steps/0/event', ['steps', 0, 'event']],
  ['', []],
])('%s is the path %j', (field, path) => expect(fieldPath(field)).toEqual(path))

test('several reasons for one field are shown together', () =>
  expect(
    fieldMessages([
      { field: 'name', reason: '太长' },
      { field: 'cap', reason: '不能为负' },
      { field: 'name', reason: '含有空格' },
    ]),
  ).toEqual([
    { name: ['name'], errors: ['太长', '含有空格'] },
    { name: ['cap'], errors: ['不能为负'] },
  ]))
