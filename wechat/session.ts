import { z } from 'zod'
import { ask } from './http.ts'
import type { Fetch } from './http.ts'
import type { Outcome, Refused, Verdict } from './outcome.ts'
import type { Token, TokenKeeper } from './tokens.ts'

/** One app's standing with one platform: how to ask, how to obtain a token, how to read a refusal. */
export interface Session {
  fetch: Fetch
  base: string
  now: () => Date
  timeoutMs: number
  tokens: TokenKeeper
  tokenKey: string
  obtainToken: () => Promise<Outcome<Token>>
  verdictOf: (code: number) => Verdict
  /** Codes that mean "this token is dead": drop it, obtain one, try once more. */
  renewOn: ReadonlySet<number>
}

export interface Request {
  method: 'GET' | 'POST'
  path: string
  query?: Readonly<Record<string, string | undefined>>
  body?: unknown
}

export const DEFAULT_TIMEOUT_MS = 10_000
/** A token is taken for dead this long before the platform says so: requests take time. */
export const TOKEN_MARGIN_MS = 120_000

/** The same session for a burst of calls: its token is asked for once, and again after it has died. */
export function holdingToken(session: Session): Session {
  let held: Promise<Outcome<string>> | undefined
  return {
    ...session,
    tokens: {
      async token(key, now, obtain) {
        held ??= session.tokens.token(key, now, obtain)
        const token = await held
        if (token.kind === 'refused') held = undefined
        return token
      },
      async drop(key, value) {
        held = undefined
        await session.tokens.drop(key, value)
      },
    },
  }
}

const Envelope = z.object({ errcode: z.number().default(0), errmsg: z.string().default('') })

/** Asks with a token. A dead token is renewed once; a second refusal is the caller's. */
export async function call<S extends z.ZodType>(
  session: Session,
  request: Request,
  reply: S,
): Promise<Outcome<z.output<S>>> {
  for (let attempt = 0; ; attempt++) {
    const token = await session.tokens.token(session.tokenKey, session.now(), session.obtainToken)
    if (token.kind === 'refused') return token
    const query = { access_token: token.value, ...request.query }
    const outcome = await read(session, { ...request, query }, reply)
    if (outcome.kind === 'ok' || attempt > 0 || !session.renewOn.has(outcome.code)) return outcome
    await session.tokens.drop(session.tokenKey, token.value)
  }
}

/** Asks without a token and reads the envelope. A reply that breaks the documented shape throws. */
export async function read<S extends z.ZodType>(
  session: Pick<Session, 'fetch' | 'base' | 'timeoutMs' | 'verdictOf'>,
  request: Request,
  reply: S,
): Promise<Outcome<z.output<S>>> {
  const answer = await ask(session.fetch, {
    method: request.method,
    url: address(session.base, request.path, request.query ?? {}),
    timeoutMs: session.timeoutMs,
    ...(request.body === undefined ? {} : { body: request.body }),
  })
  const { errcode, errmsg } = Envelope.parse(answer)
  if (errcode !== 0) return refused(session.verdictOf(errcode), errcode, errmsg)
  return { kind: 'ok', value: reply.parse(answer) }
}

export const refused = (verdict: Verdict, code: number, says: string): Refused => ({
  kind: 'refused',
  verdict,
  code,
  says,
})

export const Done = z.object({})

/** Base URLs may carry a path, so that a proxy or the simulated world can stand under one. */
export function address(
  base: string,
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): string {
  const url = new URL(`${base.replace(/\/$/, '')}${path}`)
  for (const [key, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(key, value)
  return url.href
}
