import { recordEvents } from '#modules/collect/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { InvitationRow } from '../store/invitations.ts'
import { deleteAcceptance } from '../store/pages.ts'

/**
 * A friend takes back that she accepted: who brought her is forgotten, and she is free to accept again,
 * this invitation or another. Once a reward was given the books keep it; then nothing is done.
 */
export async function withdraw(
  ctx: Ctx,
  invitation: InvitationRow,
  personId: string,
): Promise<boolean> {
  return ctx.transact(async (tx) => {
    const { invitation_id: invitationId, game_id: gameId } = invitation
    if (!(await deleteAcceptance(tx.db, tx.workspaceId, invitationId, personId))) return false
    await recordEvents(
      tx,
      [
        {
          event: 'invite_withdrawn',
          messageId: `withdraw:${tx.newId()}`,
          at: tx.now,
          identifiers: [],
          personId,
          properties: { game_id: gameId, invitation_id: invitationId },
        },
      ],
      { source: 'fission', channel: 'h5' },
    )
    return true
  })
}
