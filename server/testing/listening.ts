import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { sql, str, uuid } from '#kernel/sql.ts'
import { createWriteKey } from '#modules/collect/service.ts'
import type { IdentifierKind } from '#platform/event.ts'
import { findPerson } from '#modules/identity/service.ts'
import { NUMBERS_AS_SENT } from '#platform/clickhouse/clickhouse.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'

/** A server that SDKs can reach by HTTP, and what it knows of whom. */
export interface Listening extends AsyncDisposable {
  readonly server: TestServer
  readonly url: string
  readonly key: string
  /** every answer that was given: path and status */
  readonly answers: { path: string; status: number }[]
  /** Until so many events carry this mark in their property `mark`; settles everything. */
  arrived(mark: string, events: number): Promise<Stored[]>
  personOf(kind: IdentifierKind, value: string, scope?: string): Promise<string | undefined>
}

export interface Stored {
  event: string
  person: string
  channel: string
  at: Date
  properties: Record<string, unknown>
}

const TRIES = 100
const PAUSE_MS = 100

/** The clock is this machine's: SDKs tell their own time. */
export async function listening(): Promise<Listening> {
  const server = await testServer(new Date())
  const { key } = await createWriteKey(server.ctx(), { name: 'sdk' })
  const answers: { path: string; status: number }[] = []
  const http = serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: async (request) => {
      server.clock.set(new Date(Math.max(Date.now(), server.clock.now().getTime())))
      const answer = await server.app.fetch(request)
      answers.push({ path: new URL(request.url).pathname, status: answer.status })
      return answer
    },
  })
  await new Promise((done) => http.once('listening', done))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const stored = (mark: string) =>
    server.rt.ch.query<Omit<Stored, 'at'> & { at: string }>(
      sql`
        SELECT event, toString(person_id) AS person, channel, toString(at, 'UTC') AS at, properties
        FROM events WHERE workspace_id = ${uuid(server.workspaceId)}
          AND toString(properties.mark) = ${str(mark)}
        ORDER BY at, message_id`,
      NUMBERS_AS_SENT,
    )
  return {
    server,
    url,
    key,
    answers,
    async arrived(mark, events) {
      for (let i = 0; i < TRIES && (await stored(mark)).length < events; i++)
        await new Promise((done) => setTimeout(done, PAUSE_MS))
      await server.settle()
      return (await stored(mark)).map((row) => ({ ...row, at: new Date(`${row.at}Z`) }))
    },
    personOf: (kind, value, scope = '') => findPerson(server.ctx(), { kind, scope, value }),
    async [Symbol.asyncDispose]() {
      await new Promise((done) => http.close(done))
      await server[Symbol.asyncDispose]()
    },
  }
}
