import { shortCode } from '#kernel/ids.ts'
import { addDays } from '#kernel/time.ts'
import { recordEvents } from '#modules/collect/service.ts'
import { personalUrl } from '#modules/profile/service/visitor.ts'
import { ensurePerson, identifiersOf } from '#modules/identity/service.ts'
import { must } from '#kernel/assert.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { IdentifierRef } from '#platform/event.ts'
import { friendAccepted } from '../facts.ts'
import { openAt } from '../model/game.ts'
import { firstOrders } from '../store/bought.ts'
import * as store from '../store/invitations.ts'
import type { InvitationRow } from '../store/invitations.ts'
import { mustFindGame, refuse } from './games.ts'

/** The identifier rows hang on, so that a split of persons takes the right ones along. */
async function anchorOf(tx: TxCtx, personId: string): Promise<string> {
  const identifiers = (await identifiersOf(tx, [personId])).get(personId) ?? []
  return must(identifiers[0], `an identifier of person ${personId}`).identId
}

export const invitationUrl = (ctx: Ctx, code: string): string => `${ctx.publicUrl}/i/${code}`

const CODE_LETTERS = 8

export async function invite(
  ctx: Ctx,
  { gameId, identifiers }: { gameId: string; identifiers: IdentifierRef[] },
) {
  return ctx.transact(async (tx) => {
    const game = await mustFindGame(tx, gameId)
    const open = openAt(game.state, game.rules, tx.now)
    if (open.kind === 'closed') return refuse.closed({ because: open.because })
    const personId = await ensurePerson(tx, identifiers)
    const made = await store.ensureInvitation(
      tx.db,
      tx.workspaceId,
      {
        invitationId: tx.newId(),
        gameId,
        code: shortCode(CODE_LETTERS, tx.randomBytes),
        identId: await anchorOf(tx, personId),
        personId,
      },
      tx.now,
    )
    if (made.fresh)
      await recordEvents(
        tx,
        [
          {
            event: 'invite_sent',
            messageId: `invite:${made.invitation_id}`,
            at: tx.now,
            personId,
            identifiers,
            properties: { game_id: gameId, inviter_person_id: personId, code: made.code },
          },
        ],
        { source: 'fission', channel: 'h5' },
      )
    return {
      invitationId: made.invitation_id,
      code: made.code,
      url: invitationUrl(tx, made.code),
      inviterPersonId: personId,
      personalUrl: (await personalUrl(tx, personId, `/i/${made.code}`))?.url ?? null,
    }
  })
}

export async function accept(
  ctx: Ctx,
  { code, identifiers }: { code: string; identifiers: IdentifierRef[] },
) {
  const invitation = await store.invitationByCode(ctx.db, code)
  if (invitation?.workspace_id !== ctx.workspaceId) return refuse.no_such_invitation()
  return ctx.transact((tx) => acceptIn(tx, invitation, identifiers))
}

async function acceptIn(tx: TxCtx, invitation: InvitationRow, identifiers: IdentifierRef[]) {
  const { game_id: gameId, invitation_id: invitationId } = invitation
  const inviterPersonId = invitation.inviter_person
  const game = await mustFindGame(tx, gameId)
  const open = openAt(game.state, game.rules, tx.now)
  if (open.kind === 'closed') return refuse.closed({ because: open.because })
  const inviteePersonId = await ensurePerson(tx, identifiers)
  if (inviteePersonId === inviterPersonId) return refuse.own_invitation()
  const before = await store.acceptanceOf(tx.db, tx.workspaceId, gameId, inviteePersonId)
  const people = { inviteePersonId, inviterPersonId }
  if (before)
    return {
      ...people,
      outcome:
        before.invitation_id === invitationId ? ('already_accepted' as const) : ('kept' as const),
    }
  const bought = await firstOrders(tx.db, tx.workspaceId, [inviteePersonId])
  if (bought.size > 0) return refuse.not_new()
  const acceptanceId = tx.newId()
  const first = await store.insertAcceptance(
    tx.db,
    tx.workspaceId,
    {
      acceptanceId,
      gameId,
      invitationId,
      identId: await anchorOf(tx, inviteePersonId),
      personId: inviteePersonId,
      expiresAt: addDays(tx.now, game.rules.withinDays),
    },
    tx.now,
  )
  if (!first) return { ...people, outcome: 'kept' as const }
  const properties = {
    game_id: gameId,
    invitation_id: invitationId,
    inviter_person_id: inviterPersonId,
    platform: 'friend',
  }
  await recordEvents(
    tx,
    [
      {
        event: 'invite_accepted',
        messageId: `accept:${acceptanceId}`,
        at: tx.now,
        identifiers,
        personId: inviteePersonId,
        properties,
      },
    ],
    { source: 'fission', channel: 'h5' },
  )
  await tx.publish(friendAccepted({ gameId, acceptanceId, inviterPersonId, inviteePersonId }))
  return { ...people, outcome: 'accepted' as const }
}
