import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Stopping } from '#platform/stopping.ts'
import { apiOf } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'

const WEEK_MS = 7 * 86_400_000

test('a clock under way stays where it was worked off to when the process stops', async () => {
  await using server = await testServer()
  const before = server.clock.now()
  const moved = server.moveTo(new Date(+before + WEEK_MS)).catch((error: unknown) => error)
  await server.scheduler[Symbol.asyncDispose]()
  expect(await moved).toBeInstanceOf(Stopping)
  await sleep(50)
  expect(server.clock.now()).toEqual(before)
})

test('who waits for long work when the server stops is told to come again', async () => {
  await using server = await testServer()
  const api = await apiOf(server)
  server.rt.stop()
  const { status, body } = await api.put('/api/clock', { now: '2026-04-01T00:00:00Z' })
  expect(status).toBe(503)
  expect(body).toMatchObject({ code: 'stopping' })
})
