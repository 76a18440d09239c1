import { profilesOf } from '#modules/profile/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { spreadNumbers, treeOf } from '../model/tree.ts'
import { branchesOf, invitationNumbers } from '../store/invitations.ts'
import { mustFindGame } from './games.ts'

/** Who brought whom, by generation, beside the ledger of what was given for it. */
export async function tree(ctx: Ctx, { gameId, limit }: { gameId: string; limit: number }) {
  await mustFindGame(ctx, gameId)
  const rows = await branchesOf(ctx.db, ctx.workspaceId, gameId, limit + 1)
  const shown = rows.slice(0, limit)
  const nodes = treeOf(
    shown.map((row) => ({
      inviter: row.inviter_person,
      invitee: row.invitee_person,
      acceptedAt: row.accepted_at,
      state: row.state,
    })),
  )
  const profiles = await profilesOf(
    ctx,
    nodes.map((n) => n.personId),
  )
  const nameOf = (personId: string) => {
    const { nickname, name } = profiles.get(personId)?.attributes ?? {}
    const text = nickname ?? name
    return typeof text === 'string' ? text : null
  }
  const counted = await invitationNumbers(ctx.db, ctx.workspaceId, gameId)
  const cyclesMs = shown.map((row) => row.accepted_at.getTime() - row.invited_at.getTime())
  const { medianCycleHours, ...numbers } = spreadNumbers(nodes, { ...counted, cyclesMs })
  return {
    numbers: { ...numbers, medianCycleHours: medianCycleHours ?? null },
    nodes: nodes.map(({ parentId, acceptedAt, ...node }) => ({
      ...node,
      name: nameOf(node.personId),
      parentId: parentId ?? null,
      acceptedAt: acceptedAt?.toISOString() ?? null,
    })),
    rewards: shown.map((row) => ({
      acceptanceId: row.acceptance_id,
      inviterPersonId: row.inviter_person,
      inviteePersonId: row.invitee_person,
      state: row.state,
      why: row.why,
      orderId: row.order_id,
      inviterGrant: row.inviter_grant,
      inviteeGrant: row.invitee_grant,
      inviterOutcome: row.inviter_outcome,
      inviteeOutcome: row.invitee_outcome,
    })),
    complete: rows.length <= limit,
    asOf: ctx.now.toISOString(),
  }
}
