import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Acceptance, GameState, InviteRules } from '../model/game.ts'

/** A game's public address is its id alone. */
export async function workspaceOfGame(db: Db, gameId: string): Promise<string | undefined> {
  const { rows } = await sql<{ workspace_id: string }>`
    select workspace_id from fission.game where game_id = ${gameId}`.execute(db)
  return rows[0]?.workspace_id
}

export async function acceptanceFor(db: Db, workspaceId: string, gameId: string, personId: string) {
  const { rows } = await sql<{ invitation_id: string; state: Acceptance; expires_at: Date }>`
    select invitation_id, state, expires_at from fission.acceptance
    where workspace_id = ${workspaceId} and game_id = ${gameId}
      and invitee_person = ${personId}`.execute(db)
  return rows[0]
}

/** Everybody one person brought in a game, whichever of her invitations they took; newest first. */
export async function friendsOf(
  db: Db,
  workspaceId: string,
  gameId: string,
  inviter: string,
  limit: number,
) {
  const { rows } = await sql<{
    invitee_person: string
    state: Acceptance
    accepted_at: Date
    inviter_outcome: string | null
  }>`
    select a.invitee_person, a.state, a.accepted_at, a.inviter_outcome from fission.acceptance a
    join fission.invitation i on i.workspace_id = a.workspace_id and i.invitation_id = a.invitation_id
    where a.workspace_id = ${workspaceId} and a.game_id = ${gameId} and i.inviter_person = ${inviter}
    order by a.accepted_at desc, a.acceptance_id limit ${limit}`.execute(db)
  return rows
}

export async function countFriends(
  db: Db,
  workspaceId: string,
  gameId: string,
  inviter: string,
): Promise<{ accepted: number; ordered: number }> {
  const { rows } = await sql<{ accepted: number; ordered: number }>`
    select count(*)::int as accepted, (count(*) filter (where a.state = 'rewarded'))::int as ordered
    from fission.acceptance a
    join fission.invitation i on i.workspace_id = a.workspace_id and i.invitation_id = a.invitation_id
    where a.workspace_id = ${workspaceId} and a.game_id = ${gameId}
      and i.inviter_person = ${inviter}`.execute(db)
  return rows[0] ?? { accepted: 0, ordered: 0 }
}

/** Games that people have seen, with this person's first invitation to each, if she has one. */
export async function gamesOf(db: Db, workspaceId: string, personId: string, limit: number) {
  const { rows } = await sql<{
    game_id: string
    name: string
    state: GameState
    rules: InviteRules
    code: string | null
  }>`
    select g.game_id, g.name, g.state, g.rules, (
      select i.code from fission.invitation i where i.workspace_id = g.workspace_id
        and i.game_id = g.game_id and i.inviter_person = ${personId}
      order by i.created_at limit 1) as code
    from fission.game g where g.workspace_id = ${workspaceId} and g.state <> 'draft'
    order by g.created_at desc limit ${limit}`.execute(db)
  return rows
}

/** Takes an acceptance back that has come to nothing yet; what was rewarded stays in the books. */
export async function deleteAcceptance(
  db: Db,
  workspaceId: string,
  invitationId: string,
  personId: string,
): Promise<boolean> {
  const { rows } = await sql`
    delete from fission.acceptance where workspace_id = ${workspaceId}
      and invitation_id = ${invitationId} and invitee_person = ${personId} and state = 'accepted'
    returning acceptance_id`.execute(db)
  return rows.length > 0
}
