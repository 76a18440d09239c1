import { Hono } from 'hono'
import type { Context } from 'hono'
import type { World } from './world.ts'

/** What both platforms have in common: an error code in a body that says 200, and tokens that die. */
export interface Token {
  value: string
  untilMs: number
}

/** A refusal in the platform's own words. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: number

  constructor(code: number, says: string) {
    super(says)
    this.code = code
  }
}

export interface Call {
  query: Readonly<Record<string, string>>
  body: Readonly<Record<string, unknown>>
}

export type Answer = Record<string, unknown>

export interface Endpoint {
  method: 'GET' | 'POST'
  path: string
  /** A token in the query is demanded unless this is false. */
  token?: false
  answer: (world: World, call: Call) => Answer
}

export interface Family {
  name: 'wecom' | 'official-account'
  endpoints: readonly Endpoint[]
  /** Throws `ApiError` unless the token is alive. */
  demandToken: (world: World, token: string | undefined) => void
  says: (code: number, world: World) => string
  wrongMethod: number
  badJson: number
}

/** Serves a family of endpoints: faults first, then method, token, body, answer. */
export function serve(world: World, family: Family): Hono {
  const app = new Hono()
  for (const endpoint of family.endpoints)
    app.all(endpoint.path, async (c) => {
      try {
        await world.faults.beforeApi(family.name, endpoint.path)
        if (c.req.method !== endpoint.method) throw new ApiError(family.wrongMethod, 'wrong method')
        if (endpoint.token !== false) family.demandToken(world, c.req.query('access_token'))
        const body = endpoint.method === 'POST' ? await jsonBody(c, family.badJson) : {}
        return c.json({
          errcode: 0,
          errmsg: 'ok',
          ...endpoint.answer(world, { query: c.req.query(), body }),
        })
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        return c.json({
          errcode: error.code,
          errmsg: `${error.message}${family.says(error.code, world)}`,
        })
      }
    })
  return app
}

async function jsonBody(c: Context, code: number): Promise<Record<string, unknown>> {
  const text = await c.req.text()
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>
  } catch {
    // Swallowed because the refusal below tells the caller as much as the parser could.
  }
  throw new ApiError(code, 'invalid json body')
}

export function liveToken(
  tokens: readonly Token[],
  value: string | undefined,
  nowMs: number,
): void {
  if (!value) throw new ApiError(41001, 'access_token missing')
  const token = tokens.find((candidate) => candidate.value === value)
  if (!token) throw new ApiError(40014, 'invalid access_token')
  if (token.untilMs <= nowMs) throw new ApiError(42001, 'access_token expired')
}

export const bytes = (text: string): number => Buffer.byteLength(text)
