import { ApiError } from '../platform.ts'
import type { Endpoint } from '../platform.ts'
import type { Person } from '../people/person.ts'
import type { World } from '../world.ts'

/**
 * What WeChat's own page does when a person opens the authorize address: a code for her and the way
 * back. `undefined` when the address is not one of ours.
 */
export function authorize(world: World, person: Person, address: string): string | undefined {
  const url = new URL(address)
  const back = url.searchParams.get('redirect_uri')
  const { appId } = world.credentials.officialAccount
  if (url.searchParams.get('appid') !== appId || !back) return undefined
  const code = world.newId('oauth')
  world.state.officialAccount.codes[code] = {
    openid: person.openid,
    scope: url.searchParams.get('scope') ?? 'snsapi_base',
    untilMs: world.clock.nowMs() + world.settings.oauthCodeLifeMs,
    used: false,
  }
  const target = new URL(back)
  target.searchParams.set('code', code)
  target.searchParams.set('state', url.searchParams.get('state') ?? '')
  return target.href
}

export const redeemCode: Endpoint = {
  method: 'GET',
  path: '/sns/oauth2/access_token',
  token: false,
  answer(world, { query }) {
    const { appId, secret } = world.credentials.officialAccount
    if (query['appid'] !== appId) throw new ApiError(40013, 'invalid appid')
    if (query['secret'] !== secret) throw new ApiError(40125, 'invalid appsecret')
    const code = world.state.officialAccount.codes[query['code'] ?? '']
    if (!code) throw new ApiError(40029, 'invalid code')
    if (code.used) throw new ApiError(40163, 'code been used')
    if (code.untilMs < world.clock.nowMs()) throw new ApiError(42003, 'code timeout')
    code.used = true
    const access_token = world.newId('user')
    const { openid, scope } = code
    const untilMs = world.clock.nowMs() + 7_200_000
    world.state.officialAccount.userTokens[access_token] = { openid, scope, untilMs }
    return {
      access_token,
      expires_in: 7_200,
      refresh_token: world.newId('refresh'),
      openid,
      scope,
      ...(scope === 'snsapi_userinfo' ? { unionid: world.personByOpenid(openid)?.unionid } : {}),
    }
  },
}

export const oauthUserInfo: Endpoint = {
  method: 'GET',
  path: '/sns/userinfo',
  token: false,
  answer(world, { query }) {
    const token = world.state.officialAccount.userTokens[query['access_token'] ?? '']
    if (!token) throw new ApiError(40001, 'invalid credential')
    if (token.untilMs < world.clock.nowMs()) throw new ApiError(42001, 'access_token expired')
    if (token.openid !== query['openid']) throw new ApiError(40003, 'invalid openid')
    if (token.scope !== 'snsapi_userinfo') throw new ApiError(48001, 'api unauthorized')
    const person = world.personByOpenid(token.openid)
    return {
      openid: token.openid,
      nickname: person?.name ?? '',
      headimgurl: `${world.baseUrl}/wecom/avatar/${person?.id ?? ''}.svg`,
      unionid: person?.unionid,
      privilege: [],
    }
  },
}
