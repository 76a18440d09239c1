import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Acceptance } from '../model/game.ts'

export interface InvitationRow {
  workspace_id: string
  invitation_id: string
  game_id: string
  code: string
  inviter_ident: string
  inviter_person: string
  created_at: Date
  opened: number
}

/** The person's invitation to a game: made once, the same ever after. */
export async function ensureInvitation(
  db: Db,
  workspaceId: string,
  i: { invitationId: string; gameId: string; code: string; identId: string; personId: string },
  now: Date,
): Promise<InvitationRow & { fresh: boolean }> {
  const { rows: known } = await sql<InvitationRow>`
    select * from fission.invitation where workspace_id = ${workspaceId}
      and game_id = ${i.gameId} and inviter_person = ${i.personId} order by created_at limit 1`.execute(
    db,
  )
  if (known[0]) return { ...known[0], fresh: false }
  const { rows } = await sql<InvitationRow & { fresh: boolean }>`
    insert into fission.invitation
      (workspace_id, invitation_id, game_id, code, inviter_ident, inviter_person, created_at)
    values (${workspaceId}, ${i.invitationId}, ${i.gameId}, ${i.code}, ${i.identId}, ${i.personId}, ${now})
    on conflict (workspace_id, game_id, inviter_ident) do update set opened = fission.invitation.opened
    returning *, (invitation_id = ${i.invitationId}) as fresh`.execute(db)
  return rows[0] as InvitationRow & { fresh: boolean }
}

/** By its public code: the code itself says which workspace. */
export async function invitationByCode(db: Db, code: string) {
  const { rows } =
    await sql<InvitationRow>`select * from fission.invitation where code = ${code}`.execute(db)
  return rows[0]
}

export async function countOpen(db: Db, workspaceId: string, invitationId: string) {
  await sql`update fission.invitation set opened = opened + 1
    where workspace_id = ${workspaceId} and invitation_id = ${invitationId}`.execute(db)
}

export interface AcceptanceRow {
  acceptance_id: string
  game_id: string
  invitation_id: string
  invitee_ident: string
  invitee_person: string
  inviter_person: string
  state: Acceptance
  why: string
  accepted_at: Date
  expires_at: Date
  order_id: string | null
  inviter_grant: string | null
  invitee_grant: string | null
}

/** Takes the friend unless somebody brought her before; answers whether it was this invitation. */
export async function insertAcceptance(
  db: Db,
  workspaceId: string,
  a: {
    acceptanceId: string
    gameId: string
    invitationId: string
    identId: string
    personId: string
    expiresAt: Date
  },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ acceptance_id: string }>`
    insert into fission.acceptance (workspace_id, acceptance_id, game_id, invitation_id,
      invitee_ident, invitee_person, state, accepted_at, expires_at)
    values (${workspaceId}, ${a.acceptanceId}, ${a.gameId}, ${a.invitationId}, ${a.identId},
      ${a.personId}, 'accepted', ${now}, ${a.expiresAt})
    on conflict on constraint one_inviter_each do nothing returning acceptance_id`.execute(db)
  return rows.length > 0
}

export async function acceptanceOf(db: Db, workspaceId: string, gameId: string, personId: string) {
  const { rows } = await sql<{ invitation_id: string; state: Acceptance }>`
    select invitation_id, state from fission.acceptance where workspace_id = ${workspaceId}
      and game_id = ${gameId} and invitee_person = ${personId}`.execute(db)
  return rows[0]
}

const WITH_INVITER = sql`
  select a.*, i.inviter_person from fission.acceptance a
  join fission.invitation i on i.workspace_id = a.workspace_id and i.invitation_id = a.invitation_id`

/** Friends among these people whose first order is awaited; locked, in id order. */
export async function waitingFor(db: Db, workspaceId: string, personIds: readonly string[]) {
  const { rows } = await sql<AcceptanceRow>`${WITH_INVITER}
    where a.workspace_id = ${workspaceId} and a.state = 'accepted'
      and a.invitee_person = any(${personIds}::bigint[])
    order by a.acceptance_id for update of a`.execute(db)
  return rows
}

export async function rewardedByOrders(db: Db, workspaceId: string, orderIds: readonly string[]) {
  const { rows } = await sql<AcceptanceRow>`${WITH_INVITER}
    where a.workspace_id = ${workspaceId} and a.state = 'rewarded'
      and a.order_id = any(${orderIds}::text[])
    order by a.acceptance_id for update of a`.execute(db)
  return rows
}

export async function rewardsOf(db: Db, workspaceId: string, gameId: string, inviter: string) {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from fission.acceptance a
    join fission.invitation i on i.workspace_id = a.workspace_id and i.invitation_id = a.invitation_id
    where a.workspace_id = ${workspaceId} and a.game_id = ${gameId} and a.state = 'rewarded'
      and i.inviter_person = ${inviter}`.execute(db)
  return rows[0]?.n ?? 0
}

export interface Settled {
  acceptanceId: string
  state: Acceptance
  why: string
  orderId: string | undefined
  inviterGrant: string | undefined
  inviteeGrant: string | undefined
  inviterOutcome: string | undefined
  inviteeOutcome: string | undefined
}

export async function saveSettled(db: Db, workspaceId: string, s: Settled, now: Date) {
  await sql`update fission.acceptance set state = ${s.state}, why = ${s.why}, settled_at = ${now},
      order_id = coalesce(${s.orderId ?? null}, order_id),
      inviter_grant = coalesce(${s.inviterGrant ?? null}, inviter_grant),
      invitee_grant = coalesce(${s.inviteeGrant ?? null}, invitee_grant),
      inviter_outcome = coalesce(${s.inviterOutcome ?? null}, inviter_outcome),
      invitee_outcome = coalesce(${s.inviteeOutcome ?? null}, invitee_outcome)
    where workspace_id = ${workspaceId} and acceptance_id = ${s.acceptanceId}`.execute(db)
}

export async function expireDue(db: Db, now: Date, limit: number): Promise<number> {
  const result = await sql`
    update fission.acceptance set state = 'expired', why = 'no_order_in_time', settled_at = ${now}
    where (workspace_id, acceptance_id) in (
      select workspace_id, acceptance_id from fission.acceptance
      where state = 'accepted' and expires_at <= ${now} limit ${limit} for update skip locked)`.execute(
    db,
  )
  return Number(result.numAffectedRows ?? 0)
}

export const NEXT_EXPIRY_AT = sql<Date | null>`
  select min(expires_at) from fission.acceptance where state = 'accepted'`

export async function branchesOf(db: Db, workspaceId: string, gameId: string, limit: number) {
  const { rows } = await sql<
    AcceptanceRow & {
      invited_at: Date
      inviter_outcome: string | null
      invitee_outcome: string | null
    }
  >`
    select a.*, i.inviter_person, i.created_at as invited_at from fission.acceptance a
    join fission.invitation i on i.workspace_id = a.workspace_id and i.invitation_id = a.invitation_id
    where a.workspace_id = ${workspaceId} and a.game_id = ${gameId}
    order by a.accepted_at limit ${limit}`.execute(db)
  return rows
}

export async function invitationNumbers(db: Db, workspaceId: string, gameId: string) {
  const { rows } = await sql<{ inviters: number; opened: number }>`
    select count(*)::int as inviters, coalesce(sum(opened), 0)::int as opened
    from fission.invitation where workspace_id = ${workspaceId} and game_id = ${gameId}`.execute(db)
  return rows[0] ?? { inviters: 0, opened: 0 }
}
