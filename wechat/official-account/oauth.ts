import { z } from 'zod'
import type { Outcome } from '../outcome.ts'
import { address, read } from '../session.ts'
import type { Session } from '../session.ts'
import { OPEN_BASE } from './client.ts'

/** H5 login inside WeChat (网页授权). The user's token here is not the server's. */
const UserToken = z.object({
  access_token: z.string(),
  expires_in: z.number(),
  refresh_token: z.string(),
  openid: z.string(),
  scope: z.string(),
  /** Documented only for snsapi_userinfo. */
  unionid: z.string().optional(),
  /** 1: a virtual user of a snapshot page. Never make an identity of one. */
  is_snapshotuser: z.number().optional(),
})

const UserInfo = z.object({
  openid: z.string(),
  nickname: z.string().default(''),
  headimgurl: z.string().optional(),
  unionid: z.string().optional(),
})

/** Where to send the browser. The order of the parameters matters to WeChat. */
export function authorizeUrl(page: {
  appId: string
  redirectUri: string
  scope: 'snsapi_base' | 'snsapi_userinfo'
  state: string
  base?: string
}): string {
  const query = {
    appid: page.appId,
    redirect_uri: page.redirectUri,
    response_type: 'code',
    scope: page.scope,
    state: page.state,
  }
  const url = address(page.base ?? OPEN_BASE, '/connect/oauth2/authorize', query)
  return `${url}#wechat_redirect`
}

type Asking = Pick<Session, 'fetch' | 'base' | 'timeoutMs' | 'verdictOf'>

/** A code works once, for 5 minutes; then `too_late`. */
export const redeemCode = (
  asking: Asking,
  app: { appId: string; secret: string },
  code: string,
): Promise<Outcome<z.infer<typeof UserToken>>> =>
  read(
    asking,
    {
      method: 'GET',
      path: '/sns/oauth2/access_token',
      query: { appid: app.appId, secret: app.secret, code, grant_type: 'authorization_code' },
    },
    UserToken,
  )

export const getUserInfo = (
  asking: Asking,
  user: { accessToken: string; openid: string },
): Promise<Outcome<z.infer<typeof UserInfo>>> =>
  read(
    asking,
    {
      method: 'GET',
      path: '/sns/userinfo',
      query: { access_token: user.accessToken, openid: user.openid, lang: 'zh_CN' },
    },
    UserInfo,
  )
