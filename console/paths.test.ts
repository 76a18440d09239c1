import { expect, test } from 'vitest'
import { fillPath, patterns } from './paths.ts'

test('the addresses of the console', () => {
  expect(patterns).toMatchInlineSnapshot(`
    {
      "home": "/",
      "login": "/login",
      "status": "/settings/status",
    }
  `)
})

test('a link is a pattern with its names filled in', () =>
  expect(fillPath('/people/$id/runs/$run', { id: 'a b', run: '7/8' })).toBe(
    '/people/a%20b/runs/7%2F8',
  ))
