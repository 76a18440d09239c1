import { sql } from 'kysely'
import { personSplit, personsMerged } from '#modules/identity/facts.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { FactHandler } from '#platform/module.ts'
import type { Heard } from '#platform/outbox/fact.ts'

/**
 * Policy: invitations and acceptances follow their identifiers. If a merge shows that one person
 * accepted twice, the earlier acceptance stays and the later is refused; if she turns out to have
 * accepted her own invitation, that acceptance is refused. What was already given stays given.
 */
export const onIdentity: Record<string, FactHandler> = {
  [personsMerged.fact]: async (
    tx: TxCtx,
    heard: readonly Heard<{ survivor: string; absorbed: string }>[],
  ) => {
    for (const { body } of heard) await merge(tx, body.absorbed, body.survivor)
  },
  [personSplit.fact]: async (
    tx: TxCtx,
    heard: readonly Heard<{ to: string; identIds: string[] }>[],
  ) => {
    for (const { body } of heard) await moveIdents(tx, body.identIds, body.to)
  },
}

async function merge({ db, workspaceId, now }: TxCtx, absorbed: string, survivor: string) {
  await sql`
    delete from fission.acceptance a using fission.acceptance kept
    where a.workspace_id = ${workspaceId} and kept.workspace_id = ${workspaceId}
      and a.game_id = kept.game_id and a.acceptance_id <> kept.acceptance_id
      and a.state = 'accepted'
      and ((a.invitee_person = ${absorbed} and kept.invitee_person = ${survivor})
        or (a.invitee_person = ${survivor} and kept.invitee_person = ${absorbed}))
      and (kept.state <> 'accepted' or kept.accepted_at <= a.accepted_at)`.execute(db)
  await sql`
    update fission.acceptance a set invitee_person = ${survivor}
    where a.workspace_id = ${workspaceId} and a.invitee_person = ${absorbed}
      and not exists (select 1 from fission.acceptance kept where kept.workspace_id = ${workspaceId}
        and kept.game_id = a.game_id and kept.invitee_person = ${survivor})`.execute(db)
  await sql`update fission.invitation set inviter_person = ${survivor}
    where workspace_id = ${workspaceId} and inviter_person = ${absorbed}`.execute(db)
  await sql`update fission.bought set person_id = ${survivor}
    where workspace_id = ${workspaceId} and person_id = ${absorbed}`.execute(db)
  await sql`
    update fission.acceptance a set state = 'refused', why = 'own_invitation', settled_at = ${now}
    from fission.invitation i
    where a.workspace_id = ${workspaceId} and i.workspace_id = ${workspaceId}
      and a.invitation_id = i.invitation_id and a.state = 'accepted'
      and a.invitee_person = i.inviter_person and a.invitee_person = ${survivor}`.execute(db)
}

async function moveIdents({ db, workspaceId }: TxCtx, identIds: readonly string[], to: string) {
  await sql`update fission.acceptance set invitee_person = ${to}
    where workspace_id = ${workspaceId} and invitee_ident = any(${identIds}::bigint[])`.execute(db)
  await sql`update fission.invitation set inviter_person = ${to}
    where workspace_id = ${workspaceId} and inviter_ident = any(${identIds}::bigint[])`.execute(db)
  await sql`update fission.bought set person_id = ${to}
    where workspace_id = ${workspaceId} and ident_id = any(${identIds}::bigint[])`.execute(db)
}
