import { z } from 'zod'
import { fingerprint } from '../fingerprint.ts'
import type { Fetch } from '../http.ts'
import { ok } from '../outcome.ts'
import { DEFAULT_TIMEOUT_MS, read, TOKEN_MARGIN_MS } from '../session.ts'
import type { Session } from '../session.ts'
import type { TokenKeeper } from '../tokens.ts'
import { wecomVerdict } from './answers.ts'

export const WECOM_BASE = 'https://qyapi.weixin.qq.com'

export interface WecomApp {
  corpId: string
  secret: string
  fetch: Fetch
  now: () => Date
  tokens: TokenKeeper
  base?: string
  timeoutMs?: number
  /** Default 40014 and 42001. Never 40001: several wrong secrets block the address for an hour. */
  renewOn?: readonly number[]
}

const TokenReply = z.object({ access_token: z.string().min(1), expires_in: z.number() })

/** One self-built app of one corp. Its token is kept per corp and secret. */
export function wecom(app: WecomApp): Session {
  const { base = WECOM_BASE, timeoutMs = DEFAULT_TIMEOUT_MS, renewOn = [40014, 42001] } = app
  const asking = { fetch: app.fetch, base, timeoutMs, verdictOf: wecomVerdict }
  return {
    ...asking,
    now: app.now,
    tokens: app.tokens,
    tokenKey: `wecom:${app.corpId}:${fingerprint(app.secret)}`,
    renewOn: new Set(renewOn),
    async obtainToken() {
      const query = { corpid: app.corpId, corpsecret: app.secret }
      const got = await read(
        asking,
        { method: 'GET', path: '/cgi-bin/gettoken', query },
        TokenReply,
      )
      if (got.kind === 'refused') return got
      const lifeMs = Math.max(got.value.expires_in * 1_000 - TOKEN_MARGIN_MS, 0)
      const until = new Date(app.now().getTime() + lifeMs)
      return ok({ value: got.value.access_token, until })
    },
  }
}
