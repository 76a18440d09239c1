import { ApiError } from '../platform.ts'
import type { Endpoint } from '../platform.ts'

/** The same token until less than five minutes remain: whether WeCom rotates is not documented. */
const FRESH_MS = 300_000

export const getToken: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/gettoken',
  token: false,
  answer(world, { query }) {
    const { wecom } = world.state
    const { corpId, secret } = world.credentials.wecom
    const now = world.clock.nowMs()
    if (!query['corpid']) throw new ApiError(41002, 'corpid missing')
    if (!query['corpsecret']) throw new ApiError(41004, 'corpsecret missing')
    if (query['corpid'] !== corpId) throw new ApiError(40013, 'invalid corpid')
    if (now < wecom.blockedUntilMs) throw new ApiError(45009, 'too many wrong secrets')
    if (query['corpsecret'] !== secret) {
      wecom.wrongSecrets += 1
      if (wecom.wrongSecrets >= world.settings.wrongSecretsBeforeBlock) {
        wecom.wrongSecrets = 0
        wecom.blockedUntilMs = now + world.settings.wrongSecretBlockMs
      }
      throw new ApiError(40001, 'invalid credential')
    }
    const lifeMs = world.settings.tokenLifeSeconds * 1_000
    const kept = wecom.tokens.find((token) => token.untilMs - now > Math.min(FRESH_MS, lifeMs / 2))
    const token = kept ?? { value: world.newId('wecomtoken'), untilMs: now + lifeMs }
    if (!kept) wecom.tokens = [...wecom.tokens.slice(-3), token]
    return {
      access_token: token.value,
      expires_in: Math.floor((token.untilMs - now) / 1_000),
    }
  },
}
