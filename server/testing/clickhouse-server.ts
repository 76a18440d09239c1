import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { createChdbConnection } from 'chdb/connection'

/**
 * A ClickHouse that several processes may use and that can go away: the embedded engine behind
 * ClickHouse's HTTP interface (POST /?query=…&param_…=…&setting=…), as far as its client uses it.
 */
export interface ClickHouseServer extends AsyncDisposable {
  readonly url: string
  /** away: connections are cut. busy: everything is answered 503. */
  state: 'up' | 'away' | 'busy'
}

type Connection = ReturnType<typeof createChdbConnection>

export async function clickHouseServer(): Promise<ClickHouseServer> {
  const path = mkdtempSync(join(tmpdir(), 'siyu-clickhouse-'))
  const connection = createChdbConnection({ path })
  const http = createServer((asked, answer) => {
    if (server.state === 'away') asked.socket.destroy()
    else if (server.state === 'busy') answer.writeHead(503).end('Code: 202. DB::Exception: busy')
    else void reply(connection, asked, answer)
  }).listen(0, '127.0.0.1')
  await once(http, 'listening')
  const server: ClickHouseServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    state: 'up',
    async [Symbol.asyncDispose]() {
      http.closeAllConnections()
      http.close()
      await connection.close()
      rmSync(path, { recursive: true, force: true })
    },
  }
  return server
}

/** Of the interface, not of the engine. */
const NOT_SETTINGS = new Set(['query', 'query_id', 'database', 'session_id', 'default_format'])

async function reply(connection: Connection, asked: IncomingMessage, answer: ServerResponse) {
  const { pathname, searchParams } = new URL(asked.url ?? '/', 'http://clickhouse')
  if (pathname === '/ping') return void answer.end('Ok.\n')
  const params: Record<string, string> = {}
  const settings: Record<string, string> = {}
  for (const [name, value] of searchParams)
    if (name.startsWith('param_')) params[name.slice('param_'.length)] = value
    else if (!NOT_SETTINGS.has(name)) settings[name] = value
  try {
    const body = await text(asked)
    const query = searchParams.get('query')
    const common = { clickhouse_settings: settings, query_id: searchParams.get('query_id') ?? '' }
    if (query === null) {
      const query_params = unescaped(params, body)
      const { stream } = await connection.query({ query: body, query_params, ...common })
      answer.end(await buffer(stream))
    } else {
      await connection.insert({ query, values: body, ...common })
      answer.end()
    }
  } catch (error) {
    const { code = '1', type = 'UNKNOWN', message } = error as Partial<Record<string, string>>
    answer.writeHead(500, { 'x-clickhouse-exception-code': code })
    answer.end(`Code: ${code}. DB::Exception: ${message}. (${type})`)
  }
}

const ESCAPED: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  b: '\b',
  f: '\f',
  0: '\0',
}

/** A text travels as in TabSeparated; a list has quotes of its own, which the engine reads. */
const unescaped = (params: Readonly<Record<string, string>>, query: string) =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      query.includes(`{${name}:String}`)
        ? value.replaceAll(/\\(.)/gs, (_, escaped: string) => ESCAPED[escaped] ?? escaped)
        : value,
    ]),
  )
