import { must } from '#kernel/assert.ts'
import type { Ctx } from '../ctx.ts'
import type { TestServer } from './server.ts'

export interface ApiAnswer {
  status: number
  body: Record<string, unknown>
}

/** Speaks to the API as a program of one workspace would: HTTP, JSON and a key. */
export interface Api {
  readonly workspaceId: string
  /** as our own worker, in the same workspace */
  ctx(): Ctx
  get(path: string): Promise<ApiAnswer>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<ApiAnswer>
  put(path: string, body: unknown): Promise<ApiAnswer>
  delete(path: string): Promise<ApiAnswer>
}

/** A workspace of the test's own, made as a real one is, with a key that may everything in it. */
export async function apiOf(server: TestServer): Promise<Api> {
  const governance = server.rt.modules.find((module) => module.name === 'governance')
  const createWorkspace = must(governance?.handlers?.createWorkspace, 'governance.createWorkspace')
  const { workspace, keys } = (await createWorkspace(server.ctx(), {
    name: '潮汐书店',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
  } as never)) as { workspace: { id: string }; keys: { api: string } }
  const ask = async (path: string, init: RequestInit): Promise<ApiAnswer> => {
    const response = await server.app.request(path, init)
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const headers = { authorization: `Bearer ${keys.api}`, 'content-type': 'application/json' }
  const send = (method: string, path: string, body: unknown, more: Record<string, string> = {}) =>
    ask(path, { method, headers: { ...headers, ...more }, body: JSON.stringify(body) })
  return {
    workspaceId: workspace.id,
    ctx: () => server.rt.ctx(workspace.id),
    get: (path) => ask(path, { headers }),
    post: (path, body, more) => send('POST', path, body, more),
    put: (path, body) => send('PUT', path, body),
    delete: (path) => ask(path, { method: 'DELETE', headers }),
  }
}
