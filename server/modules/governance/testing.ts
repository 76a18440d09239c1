import type { TestServer } from '#platform/testing/server.ts'
import type { Role, Scope } from './model/roles.ts'
import { putOwner } from './service/owners.ts'
import { issueKey } from './service/keys.ts'
import { createWorkspace } from './service/workspaces.ts'

/** What a test says over HTTP: as a browser with a cookie, as a program with a key, as nobody. */
export interface Caller {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  send(
    method: string,
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>
}

export interface Answer {
  status: number
  body: Record<string, unknown>
  headers: Headers
}

const JSON_TYPE = { 'content-type': 'application/json' }
export const CSRF = { 'x-siyu-csrf': '1' }

export function caller(server: TestServer, own: Record<string, string> = {}): Caller {
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await server.app.request(path, init)
    const body = (await response.json()) as Record<string, unknown>
    return { status: response.status, body, headers: response.headers }
  }
  return {
    get: (path, headers = {}) => ask(path, { headers: { ...own, ...headers } }),
    send: (method, path, body, headers = {}) =>
      ask(path, {
        method,
        headers: { ...JSON_TYPE, ...own, ...headers },
        body: JSON.stringify(body),
      }),
  }
}

export const withKey = (server: TestServer, key: string): Caller =>
  caller(server, { authorization: `Bearer ${key}` })

/** Signs in and goes on as that browser. */
export async function signedIn(
  server: TestServer,
  email: string,
  password: string,
): Promise<Caller> {
  const { status, headers } = await caller(server).send('POST', '/api/login', { email, password })
  if (status !== 200) throw new Error(`sign-in of ${email} answered ${status}`)
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
  return caller(server, { cookie, ...CSRF })
}

export async function makeWorkspace(server: TestServer, name: string) {
  const made = await createWorkspace(server.ctx(), {
    name,
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
  })
  return { id: made.workspace.id, ...made.keys }
}

export const makeKey = async (server: TestServer, workspaceId: string, scopes: Scope[]) =>
  (await issueKey(server.rt.ctx(workspaceId), { name: 'test', scopes })).key

export const OWNER = { email: 'owner@siyu.test', name: 'Owner', password: 'a long password' }

export const makeOwner = (server: TestServer) => putOwner(server.ctx(), OWNER)

/** Invites a newcomer and sets the password by the link, as they would. */
export async function makeMember(
  server: TestServer,
  admin: Caller,
  email: string,
  role: Role,
): Promise<{ userId: string; password: string }> {
  const invited = await admin.send('POST', '/api/members', { email, name: email, role })
  const token = String(invited.body.passwordUrl).split('#')[1]
  const password = `password of ${email}`
  const set = await caller(server).send('POST', '/api/password-links/use', { token, password })
  if (set.status !== 200) throw new Error(`setting a password answered ${set.status}`)
  return { userId: (invited.body.member as { userId: string }).userId, password }
}
