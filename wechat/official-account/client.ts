import { z } from 'zod'
import { fingerprint } from '../fingerprint.ts'
import type { Fetch } from '../http.ts'
import { ok } from '../outcome.ts'
import { DEFAULT_TIMEOUT_MS, read, TOKEN_MARGIN_MS } from '../session.ts'
import type { Request, Session } from '../session.ts'
import type { TokenKeeper } from '../tokens.ts'
import { officialAccountVerdict } from './answers.ts'

export const OFFICIAL_ACCOUNT_BASE = 'https://api.weixin.qq.com'
export const OPEN_BASE = 'https://open.weixin.qq.com'
export const MP_BASE = 'https://mp.weixin.qq.com'

export interface OfficialAccount {
  appId: string
  secret: string
  fetch: Fetch
  now: () => Date
  tokens: TokenKeeper
  base?: string
  timeoutMs?: number
  /**
   * `stable` (default) keeps older tokens alive, so several programs may share an account; `classic`
   * kills the one before it.
   */
  tokenApi?: 'stable' | 'classic'
  /** Default 40014 and 42001. With `classic` and a second program, 40001 may be worth adding. */
  renewOn?: readonly number[]
}

const TokenReply = z.object({ access_token: z.string().min(1), expires_in: z.number() })

/** One 公众号 (service or subscription account). */
export function officialAccount(account: OfficialAccount): Session {
  const { base = OFFICIAL_ACCOUNT_BASE, timeoutMs = DEFAULT_TIMEOUT_MS } = account
  const { tokenApi = 'stable', renewOn = [40014, 42001] } = account
  const asking = { fetch: account.fetch, base, timeoutMs, verdictOf: officialAccountVerdict }
  const question = tokenQuestion(account.appId, account.secret, tokenApi)
  return {
    ...asking,
    now: account.now,
    tokens: account.tokens,
    tokenKey: `official-account:${account.appId}:${fingerprint(account.secret)}:${tokenApi}`,
    renewOn: new Set(renewOn),
    async obtainToken() {
      const got = await read(asking, question, TokenReply)
      if (got.kind === 'refused') return got
      const lifeMs = Math.max(got.value.expires_in * 1_000 - TOKEN_MARGIN_MS, 0)
      const until = new Date(account.now().getTime() + lifeMs)
      return ok({ value: got.value.access_token, until })
    },
  }
}

function tokenQuestion(appid: string, secret: string, api: 'stable' | 'classic'): Request {
  const body = { grant_type: 'client_credential', appid, secret }
  return api === 'stable'
    ? { method: 'POST', path: '/cgi-bin/stable_token', body }
    : { method: 'GET', path: '/cgi-bin/token', query: body }
}
