import type { Hono } from 'hono'
import { readerLanguageOf } from '#kernel/reader-language.ts'
import { visitorOf } from '#modules/profile/service/visitor.ts'
import { answerPage } from '#platform/http/pages/page.ts'
import { keptPass } from '#platform/http/pages/pass.ts'
import type { Runtime } from '#platform/runtime.ts'
import { walletPage } from '../service/wallet.ts'

/** `/me`: the coupons of whoever's browser this is. */
export function mountWallet(app: Hono, rt: Runtime): void {
  app.get('/me', async (c) => {
    const language = readerLanguageOf(c.req.header('accept-language'))
    const visitor = await visitorOf(rt, keptPass(c))
    if (visitor.kind === 'known')
      return answerPage(c, await walletPage(visitor.ctx, visitor.personId), language)
    return answerPage(c, { page: 'unknown', expired: visitor.kind === 'expired' }, language, 401)
  })
}
