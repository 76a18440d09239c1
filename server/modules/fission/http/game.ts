import type { Context, Hono } from 'hono'
import { Refusal } from '#kernel/refusal.ts'
import { visitorOf } from '#modules/profile/service/visitor.ts'
import { answerPage } from '#platform/http/pages/page.ts'
import { keptPass, openPass } from '#platform/http/pages/pass.ts'
import type { Runtime } from '#platform/runtime.ts'
import { invite } from '../service/invitations.ts'
import { gamePage, invitationsPage, previewPage } from '../service/pages.ts'
import { gamesOf, workspaceOfGame } from '../store/pages.ts'
import { languageOf, lost } from './invitation.ts'
import { plainFriend, plainGame } from './plain.ts'
import { readerOf } from './reader.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** `/g/:gameId`: the game for everybody, and from there an invitation of one's own. */
export function mountGame(app: Hono, rt: Runtime): void {
  const workspaceAt = async (c: Context) => {
    const gameId = c.req.param('gameId') ?? ''
    return UUID.test(gameId) ? workspaceOfGame(rt.database.db, gameId) : undefined
  }

  app.get('/g/:gameId', async (c) => {
    const gameId = c.req.param('gameId')
    const preview = c.req.query('preview')
    if (preview !== undefined) return previewed(c, rt, gameId, preview)
    const workspaceId = await workspaceAt(c)
    if (workspaceId === undefined) return lost(c)
    const { ctx, personId, isKnown } = await readerOf(c, rt, workspaceId)
    if (isKnown && personId !== undefined) {
      const games = await gamesOf(ctx.db, workspaceId, personId, 1_000)
      const code = games.find((game) => game.game_id === gameId)?.code
      if (code) return c.redirect(`/i/${code}`, 302)
    }
    const data = await gamePage(ctx, gameId, isKnown)
    if (!data) return lost(c)
    return answerPage(c, data, languageOf(c), 200, plainGame(data.game, languageOf(c)))
  })

  /** Only her own pass brings an invitation: a reward must find her, not a browser. */
  app.post('/g/:gameId/join', async (c) => {
    const gameId = c.req.param('gameId')
    const workspaceId = await workspaceAt(c)
    if (workspaceId === undefined) return lost(c)
    const { ctx, identifiers, isKnown } = await readerOf(c, rt, workspaceId)
    const data = await gamePage(ctx, gameId, isKnown)
    if (!data) return lost(c)
    const parts = plainGame(data.game, languageOf(c))
    if (!isKnown) return answerPage(c, data, languageOf(c), 401, parts)
    try {
      const { code } = await invite(ctx, { gameId, identifiers })
      return c.redirect(`/i/${code}`, 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return answerPage(c, data, languageOf(c), 409, parts)
    }
  })

  app.get('/me/invitations', async (c) => {
    const visitor = await visitorOf(rt, keptPass(c))
    if (visitor.kind === 'known')
      return answerPage(c, await invitationsPage(visitor.ctx, visitor.personId), languageOf(c))
    const expired = visitor.kind === 'expired'
    return answerPage(c, { page: 'unknown', expired }, languageOf(c), 401)
  })
}

/** A look at a game that is perhaps a draft still: for whoever was given the pass. */
async function previewed(c: Context, rt: Runtime, gameId: string, text: string): Promise<Response> {
  const opened = openPass(rt.secrets, 'game.preview', text, rt.system.wallNow())
  if (opened.kind !== 'open' || opened.pass.subject !== gameId) return lost(c)
  const as = c.req.query('as') === 'inviter' ? 'inviter' : 'friend'
  const data = await previewPage(rt.ctx(opened.pass.workspaceId), gameId, as)
  const language = languageOf(c)
  const parts =
    data.page === 'friend' ? plainFriend(data, language) : plainGame(data.game, language)
  return answerPage(c, data, language, 200, parts)
}
