import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMs } from '#kernel/time.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { SESSION_MS } from './cookies.ts'
import { MAX_FAILED, WINDOW_MS } from './model/attempts.ts'
import { CSRF, OWNER, caller, makeMember, makeOwner, makeWorkspace, signedIn } from './testing.ts'

let server: TestServer
let wall: Date

beforeAll(async () => {
  server = await testServer()
  wall = new Date('2026-03-02T02:00:00Z')
  server.rt.system.wallNow = () => wall
  await makeWorkspace(server, '潮汐书店')
  await makeOwner(server)
})
afterAll(() => server[Symbol.asyncDispose]())

const { email, password } = OWNER
const login = (input: object, headers = {}) =>
  caller(server).send('POST', '/api/login', input, headers)

test('the cookie is kept from scripts and from other sites', async () => {
  const { headers, body } = await login({ email: 'OWNER@siyu.test ', password })
  expect(headers.get('set-cookie')).toMatch(
    /^siyu_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
  )
  expect(body).toMatchObject({ user: { email, isOwner: true }, workspaces: [{ name: '潮汐书店' }] })
})

test('a wrong password and an unknown account get the same answer', async () => {
  const wrong = await login({ email, password: 'not this one' })
  const unknown = await login({ email: 'nobody@siyu.test', password: 'not this one' })
  expect(wrong.status).toBe(401)
  expect(unknown.body).toEqual(wrong.body)
})

test('a page of another site cannot sign anybody in', async () => {
  const answer = await login({ email, password }, { origin: 'https://elsewhere.example' })
  expect(answer).toMatchObject({ status: 403, body: { code: 'foreign_page' } })
})

test('a change from a browser needs our header, a read does not', async () => {
  const browser = await signedIn(server, email, password)
  const { headers } = await login({ email, password })
  const bare = caller(server, { cookie: headers.get('set-cookie')?.split(';')[0] ?? '' })
  expect((await bare.get('/api/me')).status).toBe(200)
  const refused = await bare.send('POST', '/api/keys', { name: 'x', scopes: ['profile:read'] })
  expect(refused).toMatchObject({ status: 403, body: { code: 'csrf' } })
  const made = await browser.send('POST', '/api/keys', { name: 'x', scopes: ['profile:read'] })
  expect(made.status).toBe(200)
})

test('a session ends by signing out, and a new sign-in ends the old one of this browser', async () => {
  const first = await login({ email, password })
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
  const second = await login({ email, password }, { cookie })
  wall = addMs(wall, 1_000)
  expect((await caller(server, { cookie }).get('/api/me')).status).toBe(401)
  const next = second.headers.get('set-cookie')?.split(';')[0] ?? ''
  const browser = caller(server, { cookie: next, ...CSRF })
  expect((await browser.get('/api/me')).status).toBe(200)
  await browser.send('POST', '/api/logout', {})
  expect((await browser.get('/api/me')).status).toBe(401)
})

test('a session that nobody uses for two weeks is over', async () => {
  const browser = await signedIn(server, email, password)
  wall = addMs(wall, SESSION_MS - 1_000)
  expect((await browser.get('/api/me')).status).toBe(200)
  wall = addMs(wall, SESSION_MS - 1_000)
  expect((await browser.get('/api/me')).status).toBe(200)
  wall = addMs(wall, SESSION_MS + 1_000)
  expect((await browser.get('/api/me')).status).toBe(401)
})

describe('guessing', () => {
  test('of forty guesses at once ten are looked at, and the account opens again in time', async () => {
    const owner = await signedIn(server, email, password)
    const guessed = await makeMember(server, owner, 'guessed@siyu.test', 'analyst')
    wall = addMs(wall, WINDOW_MS)
    const guesses = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        login({ email: 'guessed@siyu.test', password: `guess number ${i}` }),
      ),
    )
    const looked = guesses.filter((guess) => guess.status === 401)
    expect(looked.length).toBeLessThanOrEqual(MAX_FAILED)
    for (const guess of guesses.filter((it) => it.status !== 401)) {
      expect(guess).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } })
      expect(Number(guess.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    wall = addMs(wall, WINDOW_MS)
    const late = await login({ email: 'guessed@siyu.test', password: guessed.password })
    expect(late.status).toBe(200)
  })

  test('knowing the password clears the account', async () => {
    wall = addMs(wall, WINDOW_MS)
    for (let i = 0; i < 3 * MAX_FAILED; i++) {
      if (i % MAX_FAILED === MAX_FAILED - 1)
        expect((await login({ email, password })).status).toBe(200)
      else expect((await login({ email, password: 'wrong again' })).status).toBe(401)
    }
  })
})

describe('changing the password', () => {
  test('needs the current one and ends all other sessions', async () => {
    wall = addMs(wall, WINDOW_MS)
    const here = await signedIn(server, email, password)
    const there = await signedIn(server, email, password)
    const wrong = { current: 'not this one', next: 'another long one' }
    expect(await here.send('POST', '/api/me/password', wrong)).toMatchObject({
      status: 403,
      body: { code: 'wrong_password' },
    })
    const short = { current: password, next: 'short' }
    expect(await here.send('POST', '/api/me/password', short)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'next' }] },
    })
    const right = { current: password, next: 'another long one' }
    expect((await here.send('POST', '/api/me/password', right)).status).toBe(200)
    expect((await here.get('/api/me')).status).toBe(200)
    expect((await there.get('/api/me')).status).toBe(401)
    expect((await login({ email, password })).status).toBe(401)
  })
})
