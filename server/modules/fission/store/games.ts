import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { GameState, InviteRules } from '../model/game.ts'

export interface GameRow {
  game_id: string
  kind: 'invite'
  name: string
  state: GameState
  rules: InviteRules
  created_at: Date
  changed_at: Date
  changed_by: string
}

const COLUMNS = sql`game_id, kind, name, state, rules, created_at, changed_at, changed_by`

export async function findGame(db: Db, workspaceId: string, gameId: string) {
  const { rows } = await sql<GameRow>`select ${COLUMNS} from fission.game
    where workspace_id = ${workspaceId} and game_id = ${gameId}`.execute(db)
  return rows[0]
}

export async function listGames(db: Db, workspaceId: string, limit: number, offset: number) {
  const { rows } = await sql<GameRow & { inviters: number; accepted: number; rewarded: number }>`
    select ${COLUMNS},
      (select count(*)::int from fission.invitation i
        where i.workspace_id = g.workspace_id and i.game_id = g.game_id) as inviters,
      (select count(*)::int from fission.acceptance a
        where a.workspace_id = g.workspace_id and a.game_id = g.game_id) as accepted,
      (select count(*)::int from fission.acceptance a
        where a.workspace_id = g.workspace_id and a.game_id = g.game_id and a.state = 'rewarded') as rewarded
    from fission.game g where workspace_id = ${workspaceId}
    order by created_at desc, game_id limit ${limit} offset ${offset}`.execute(db)
  return rows
}

export async function saveGame(
  db: Db,
  workspaceId: string,
  game: { gameId: string; name: string; rules: InviteRules },
  now: Date,
  by: string,
): Promise<void> {
  await sql`insert into fission.game
    (workspace_id, game_id, kind, name, state, rules, created_at, changed_at, changed_by)
    values (${workspaceId}, ${game.gameId}, 'invite', ${game.name}, 'draft',
      ${JSON.stringify(game.rules)}::jsonb, ${now}, ${now}, ${by})
    on conflict (workspace_id, game_id) do update set name = excluded.name, rules = excluded.rules,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(db)
}

export async function setGameState(
  db: Db,
  workspaceId: string,
  gameId: string,
  state: GameState,
  now: Date,
  by: string,
): Promise<void> {
  await sql`update fission.game set state = ${state}, changed_at = ${now}, changed_by = ${by}
    where workspace_id = ${workspaceId} and game_id = ${gameId}`.execute(db)
}
