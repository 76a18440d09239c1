import { expect, test } from 'vitest'
import { decodeProblem } from './problem.ts'
import { problemOf } from './problem-of.ts'

test('a problem+json body keeps its words and names its fields', () => {
  const body = {
    type: 'about:blank',
    title: '有内容需要修改',
    status: 422,
    code: 'invalid_input',
    detail: '名称不能为空',
    errors: [{ field: 'name', reason: '不能为空' }, { reason: 'no field' }, 'noise'],
  }
  expect(decodeProblem(body, 422)).toEqual({
    code: 'invalid_input',
    status: 422,
    title: '有内容需要修改',
    detail: '名称不能为空',
    errors: [{ field: 'name', reason: '不能为空' }],
  })
})

test.each([
  ['an HTML page of a proxy', '<html>', 502, 'server'],
  ['an empty body', undefined, 404, 'unexpected'],
])('%s is still a problem', (_, body, status, code) =>
  expect(decodeProblem(body, status)).toMatchObject({ code, status, errors: [] }),
)

test('Retry-After is read in seconds', () => {
  expect(decodeProblem({}, 429, '30').retryAfterSeconds).toBe(30)
  expect(decodeProblem({}, 429, 'Wed, 21 Oct 2026 07:28:00 GMT').retryAfterSeconds).toBeUndefined()
})

test('silence is told apart from slowness', () => {
  expect(problemOf(new TypeError('Failed to fetch')).code).toBe('network')
  expect(problemOf(new DOMException('too slow', 'TimeoutError')).code).toBe('timeout')
  expect(problemOf('?').code).toBe('unexpected')
})
