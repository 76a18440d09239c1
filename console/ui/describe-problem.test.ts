import { expect, test } from 'vitest'
import { decodeProblem } from '../api/problem.ts'
import { describeProblem } from './describe-problem.ts'

const key = (name: string) => name
const describe = (body: unknown, status: number) =>
  describeProblem(decodeProblem(body, status), key)

test('a refusal speaks for itself', () =>
  expect(describe({ code: 'last_admin', title: '工作区至少保留一名管理员。' }, 409)).toEqual({
    title: '工作区至少保留一名管理员',
    detail: '',
  }))

test('a fault of the server adds what to do next', () =>
  expect(describe({ code: 'our_fault', title: '服务器出错了。参考编号：ab12。' }, 500)).toEqual({
    title: '服务器出错了。参考编号：ab12',
    detail: 'error.serverDetail',
  }))

test('wrong fields are named with their reasons', () =>
  expect(
    describe(
      { code: 'bad_input', title: '输入有误。', errors: [{ field: 'name', reason: '太长' }] },
      400,
    ),
  ).toEqual({ title: '输入有误', detail: 'name: 太长' }))

test('a silent server is described in our words', () =>
  expect(describe(undefined, 404)).toEqual({
    title: 'error.notFound',
    detail: 'error.notFoundDetail',
  }))
