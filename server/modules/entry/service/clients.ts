import type { Ctx } from '#platform/ctx.ts'
import { officialAccount } from '#wechat/official-account/client.ts'
import type { Session } from '#wechat/session.ts'
import { tokenKeeper } from '#wechat/tokens.ts'
import { wecom } from '#wechat/wecom/client.ts'
import type { Connection } from '../model/connection.ts'
import { databaseTokens } from '../store/tokens.ts'

const talking = (ctx: Ctx) => ({
  fetch: (url: string, init: RequestInit) => fetch(url, init),
  now: () => ctx.system.now(),
  tokens: tokenKeeper(databaseTokens(ctx)),
})

export const wecomOf = (ctx: Ctx, c: Connection<'wecom'>): Session =>
  wecom({
    ...talking(ctx),
    corpId: c.corpId,
    secret: c.secret,
    ...(c.baseUrl === undefined ? {} : { base: c.baseUrl }),
  })

export const officialAccountOf = (ctx: Ctx, c: Connection<'official_account'>): Session =>
  officialAccount({
    ...talking(ctx),
    appId: c.appId,
    secret: c.secret,
    ...(c.baseUrl === undefined ? {} : { base: c.baseUrl }),
  })
