import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

test('no two modules answer at one address: the first would take what is meant for the other', () => {
  const addresses = server.app.routes
    // Preflights are answered alike for every address, so one may be there twice.
    .filter(({ method }) => method !== 'ALL' && method !== 'OPTIONS')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:\w+(\{[^}]*\})?/g, ':')}`)
  expect(addresses.length).toBeGreaterThan(20)
  const twice = addresses.filter((address, i) => addresses.indexOf(address) !== i)
  expect(twice).toEqual([])
})
