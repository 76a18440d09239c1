import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { memoryTokens, tokenKeeper } from '#wechat/tokens.ts'
import { officialAccount } from '#wechat/official-account/client.ts'
import { wecom } from '#wechat/wecom/client.ts'
import type { Session } from '#wechat/session.ts'
import { serveWorld } from './serve.ts'
import type { ServedWorld } from './serve.ts'
import { SETTINGS } from './settings.ts'
import type { Settings } from './settings.ts'
import { STAFF } from './shop/brand.ts'

/** For tests: a small world with clients of ours in front of it. */
export interface Stage extends AsyncDisposable {
  served: ServedWorld
  wecom: Session
  account: Session
  /** Moves the world on by this much. */
  pass: (ms: number) => void
}

export async function stage(
  options: { people?: number; settings?: Partial<Settings> } = {},
): Promise<Stage> {
  const settings = {
    ...SETTINGS,
    callbackTimeoutMs: 300,
    greetingPatienceMs: 500,
    ...options.settings,
  }
  const served = await serveWorld({ people: options.people ?? 20, settings, seed: 7 })
  const { world } = served
  const common = { fetch, now: () => world.clock.now(), tokens: tokenKeeper(memoryTokens()) }
  const { corpId, secret } = world.credentials.wecom
  const { appId, secret: appSecret } = world.credentials.officialAccount
  return {
    served,
    wecom: wecom({ ...common, corpId, secret, base: served.wecomBase }),
    account: officialAccount({
      ...common,
      appId,
      secret: appSecret,
      base: served.officialAccountBase,
    }),
    pass: (ms) => world.clock.moveTo(world.clock.nowMs() + ms),
    [Symbol.asyncDispose]: () => served.close(),
  }
}

export interface Request {
  method: string
  path: string
  query: URLSearchParams
  body: string
  headers: Readonly<Record<string, string | string[] | undefined>>
}

/** A server that writes down what it is sent and answers as told. */
export interface Recorder extends AsyncDisposable {
  url: string
  requests: Request[]
}

export interface Reply {
  status?: number
  headers?: Record<string, string>
  body?: string
}

export async function recorder(
  answer: (request: Request) => Reply | Promise<Reply> = () => ({}),
  port = 0,
): Promise<Recorder> {
  const requests: Request[] = []
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '/', 'http://recorder')
      const request: Request = {
        method: incoming.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        body: Buffer.concat(chunks).toString('utf8'),
        headers: incoming.headers,
      }
      requests.push(request)
      void Promise.resolve(answer(request)).then(({ status = 200, headers = {}, body = '' }) => {
        outgoing.writeHead(status, headers)
        outgoing.end(body)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const STAFF_ID = STAFF[0].userId
