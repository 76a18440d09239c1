import { ApiError } from '../platform.ts'
import type { Endpoint, Token } from '../platform.ts'
import type { World } from '../world.ts'

const OVERLAP_MS = 300_000

function checkCredential(world: World, given: Readonly<Record<string, unknown>>): void {
  const { appId, secret } = world.credentials.officialAccount
  if (given['grant_type'] !== 'client_credential') throw new ApiError(40002, 'invalid grant_type')
  if (!given['appid']) throw new ApiError(41002, 'appid missing')
  if (given['appid'] !== appId) throw new ApiError(40013, 'invalid appid')
  if (!given['secret']) throw new ApiError(41004, 'appsecret missing')
  if (given['secret'] !== secret) throw new ApiError(40125, 'invalid appsecret')
}

const life = (token: Token, nowMs: number) => ({
  access_token: token.value,
  expires_in: Math.floor((token.untilMs - nowMs) / 1_000),
})

/** Every call makes a new token, and the one before lives on for five minutes only. */
export const classicToken: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/token',
  token: false,
  answer(world, { query }) {
    checkCredential(world, query)
    const now = world.clock.nowMs()
    const state = world.state.officialAccount
    for (const token of state.tokens)
      if (token.value.startsWith('classic'))
        token.untilMs = Math.min(token.untilMs, now + OVERLAP_MS)
    const fresh = {
      value: world.newId('classic'),
      untilMs: now + world.settings.tokenLifeSeconds * 1_000,
    }
    state.tokens = [...state.tokens.slice(-5), fresh]
    return life(fresh, now)
  },
}

/** The same token until five minutes before its end; forcing kills it. */
export const stableToken: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/stable_token',
  token: false,
  answer(world, { body }) {
    checkCredential(world, body)
    const now = world.clock.nowMs()
    const state = world.state.officialAccount
    const stable = state.tokens.filter((token) => token.value.startsWith('stable'))
    if (body['force_refresh'] === true)
      state.tokens = state.tokens.filter((token) => !token.value.startsWith('stable'))
    else {
      const kept = stable.find((token) => token.untilMs - now > OVERLAP_MS)
      if (kept) return life(kept, now)
    }
    const fresh = {
      value: world.newId('stable'),
      untilMs: now + world.settings.tokenLifeSeconds * 1_000,
    }
    state.tokens = [...state.tokens.slice(-5), fresh]
    return life(fresh, now)
  },
}
