import type { Context, Hono } from 'hono'
import QRCode from 'qrcode'
import { readerLanguageOf } from '#kernel/reader-language.ts'
import { Refusal } from '#kernel/refusal.ts'
import { answerPage, wantsData } from '#platform/http/pages/page.ts'
import type { Runtime } from '#platform/runtime.ts'
import { accept, invitationUrl } from '../service/invitations.ts'
import { friendPage, inviterPage } from '../service/pages.ts'
import { withdraw } from '../service/withdraw.ts'
import { countOpen, invitationByCode } from '../store/invitations.ts'
import type { InvitationRow } from '../store/invitations.ts'
import { plainFriend, plainGame } from './plain.ts'
import { readerOf } from './reader.ts'
import type { Reader } from './reader.ts'

export const languageOf = (c: Context) => readerLanguageOf(c.req.header('accept-language'))

export const lost = (c: Context): Response => answerPage(c, { page: 'lost' }, languageOf(c), 404)

type Handle = (c: Context, invitation: InvitationRow, reader: Reader) => Promise<Response>

/** `/i/:code`: to whoever made it, the inviter's page; to everybody else, the friend's. */
export function mountInvitation(app: Hono, rt: Runtime): void {
  const invited = (handle: Handle) => async (c: Context) => {
    const invitation = await invitationByCode(rt.database.db, c.req.param('code') ?? '')
    if (!invitation) return lost(c)
    return handle(c, invitation, await readerOf(c, rt, invitation.workspace_id))
  }
  app.get('/i/:code', invited(open))
  app.post('/i/:code/accept', invited(take))
  app.post('/i/:code/withdraw', invited(takeBack))
  // A picture, not a drawing: WeChat recognises it under a long press, and it can be saved.
  app.get(
    '/i/:code/qr.png',
    invited(async (c, { code }, { ctx }) => {
      const png = await QRCode.toBuffer(invitationUrl(ctx, code), { width: 560, margin: 2 })
      c.header('cache-control', 'public, max-age=86400')
      return c.body(new Uint8Array(png), 200, { 'content-type': 'image/png' })
    }),
  )
}

async function open(c: Context, invitation: InvitationRow, reader: Reader): Promise<Response> {
  const { ctx, personId, isKnown } = reader
  if (isKnown && personId === invitation.inviter_person) {
    const data = await inviterPage(ctx, invitation)
    return answerPage(c, data, languageOf(c), 200, plainGame(data.game, languageOf(c)))
  }
  const data = await friendPage(ctx, invitation, personId)
  const isOver = data.game.closed === 'ended' && data.standing === 'open'
  // Chat programs look ahead with HEAD, and an open page asks for news: nobody has opened it then.
  if (c.req.method === 'GET' && !wantsData(c) && data.game.closed === null)
    await countOpen(ctx.db, ctx.workspaceId, invitation.invitation_id)
  return answerPage(c, data, languageOf(c), isOver ? 410 : 200, plainFriend(data, languageOf(c)))
}

/** A refusal is a page too: it shows where she stands, in words, instead of the button. */
async function take(c: Context, invitation: InvitationRow, reader: Reader): Promise<Response> {
  const { ctx, identifiers } = reader
  let personId = reader.personId
  let status: 200 | 409 = 200
  try {
    const taken = await accept(ctx, { code: invitation.code, identifiers })
    personId = taken.inviteePersonId
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    status = 409
  }
  const data = await friendPage(ctx, invitation, personId)
  return answerPage(c, data, languageOf(c), status, plainFriend(data, languageOf(c)))
}

async function takeBack(c: Context, invitation: InvitationRow, reader: Reader): Promise<Response> {
  const { ctx, personId } = reader
  const done = personId !== undefined && (await withdraw(ctx, invitation, personId))
  const data = await friendPage(ctx, invitation, personId)
  return answerPage(c, data, languageOf(c), done ? 200 : 409, plainFriend(data, languageOf(c)))
}
