import type { Hono } from 'hono'
import { ApiError, liveToken, serve } from '../platform.ts'
import { qrPng } from '../phone/qr.ts'
import { hexId } from '../random.ts'
import type { World } from '../world.ts'
import { sendCustom } from './custom-send.ts'
import { userInfo } from './followers.ts'
import { oauthUserInfo, redeemCode } from './oauth.ts'
import { loginPage } from './login-page.ts'
import { createQrCode } from './qr.ts'
import { classicToken, stableToken } from './token.ts'

/** api.weixin.qq.com and mp.weixin.qq.com, as far as Siyu needs them. */
export function officialAccountApp(world: World): Hono {
  const app = serve(world, {
    name: 'official-account',
    endpoints: [
      classicToken,
      stableToken,
      sendCustom,
      userInfo,
      redeemCode,
      oauthUserInfo,
      createQrCode,
    ],
    demandToken: (w, token) => {
      // A token that was superseded is "not the latest" here, which WeChat calls 40001.
      try {
        liveToken(w.state.officialAccount.tokens, token, w.clock.nowMs())
      } catch (error) {
        const superseded = error instanceof ApiError && error.code === 42001 && isOld(w, token)
        throw superseded ? new ApiError(40001, 'access_token is invalid or not latest') : error
      }
    },
    says: (code, w) => ` rid: ${hexId(w.state.seed, `rid:${code}:${w.clock.nowMs()}`, 24)}`,
    wrongMethod: 43002,
    badJson: 47001,
  })
  app.get('/connect/oauth2/authorize', (c) => loginPage(world, c))
  app.get('/cgi-bin/showqrcode', async (c) => {
    const ticket = c.req.query('ticket') ?? ''
    if (!world.state.officialAccount.qrCodes[ticket]) return c.notFound()
    return qrPng(`${world.baseUrl}/weixin/q/${ticket}`)
  })
  return app
}

function isOld(world: World, token: string | undefined): boolean {
  const classic = world.state.officialAccount.tokens.filter((t) => t.value.startsWith('classic'))
  return classic.at(-1)?.value !== token && classic.some((t) => t.value === token)
}
