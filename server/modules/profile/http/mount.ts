import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { readerLanguageOf } from '#kernel/reader-language.ts'
import { forgetPass, keepPass, keptPass } from '#platform/http/pages/pass.ts'
import { answerPage } from '#platform/http/pages/page.ts'
import { problem, problemResponse, fieldErrors } from '#platform/http/problem.ts'
import type { Runtime } from '#platform/runtime.ts'
import { PAGE_CARRIERS, PAGE_PATH } from '../model/privacy-page.ts'
import { choose, privacyPage } from '../service/privacy.ts'
import { guestOf, visitorOf } from '../service/visitor.ts'

const Choice = z.object({ carrier: z.enum(PAGE_CARRIERS), optedOut: z.boolean() })

const languageOf = (c: Context) => readerLanguageOf(c.req.header('accept-language'))

/**
 * `/me/in/:pass`: her personal link; the pass moves into a cookie and out of the address, so that what
 * she shares from there is nobody's key. `/me/privacy`: what is kept, and how she stops it.
 */
export function mountPrivacy(app: Hono, rt: Runtime): void {
  app.get('/me/in/:pass', async (c) => {
    const guest = await guestOf(rt, c.req.param('pass'))
    if (guest.kind === 'expired') return turnedAway(c, true)
    // Like a code that does not exist: a guess, and counted as one.
    if (guest.kind === 'unknown') return turnedAway(c, false, 404)
    const { identId, ctx } = guest
    const now = rt.system.wallNow()
    keepPass(
      c,
      rt.secrets,
      { workspaceId: ctx.workspaceId, subject: identId },
      { now, publicUrl: rt.publicUrl },
    )
    c.header('cache-control', 'no-store')
    const to = c.req.query('to') ?? ''
    return c.redirect(PAGE_PATH.test(to) ? to : '/me', 302)
  })

  app.get('/me/privacy', async (c) => {
    const visitor = await visitorOf(rt, keptPass(c))
    if (visitor.kind !== 'known') return turnedAway(c, visitor.kind === 'expired')
    return answerPage(c, await privacyPage(visitor.ctx, visitor.personId), languageOf(c))
  })

  app.post('/me/consent', async (c) => {
    const visitor = await visitorOf(rt, keptPass(c))
    if (visitor.kind !== 'known') return turnedAway(c, visitor.kind === 'expired')
    // JSON only: no form of another site can send it, and the cookie stays at home besides.
    const body: unknown = await c.req.json().catch(() => undefined)
    const choice = Choice.safeParse(body)
    const locale = languageOf(c)
    if (!choice.success)
      return problemResponse(
        problem('bad_input', locale, {}, fieldErrors(choice.error.issues, locale)),
      )
    await choose(visitor.ctx, visitor.personId, choice.data)
    return answerPage(c, await privacyPage(visitor.ctx, visitor.personId), languageOf(c))
  })

  app.post('/me/forget', (c) => {
    forgetPass(c)
    return turnedAway(c, false)
  })
}

const turnedAway = (c: Context, expired: boolean, status: 401 | 404 = 401): Response =>
  answerPage(c, { page: 'unknown', expired }, languageOf(c), status)
