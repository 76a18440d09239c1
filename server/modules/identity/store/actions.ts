import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

export type ActionKind = 'merge' | 'split' | 'retract' | 'forbid' | 'lift' | 'undo'

export interface Pair {
  a: string
  b: string
}

/** What an action changed; undoing it does the opposite of each. */
export interface Did {
  /** evidence given */
  given: string[]
  /** evidence taken back */
  retracted: string[]
  /** pairs set apart */
  parted: Pair[]
  /** pairs that were apart and no longer are */
  joined: Pair[]
}

export interface ActionRow {
  action_id: string
  kind: ActionKind
  at: Date
  by: string
  why: string
  did: Did
  undoes: string | null
  undone_by: string | null
}

const COLUMNS = sql.raw('action_id, kind, at, by, why, did, undoes, undone_by')

export async function insertAction(
  db: Db,
  workspaceId: string,
  action: { kind: ActionKind; at: Date; by: string; why: string; did: Did; undoes?: string },
): Promise<string> {
  const { rows } = await sql<{ action_id: string }>`
    insert into identity.action (workspace_id, kind, at, by, why, did, undoes)
    values (${workspaceId}, ${action.kind}, ${action.at}, ${action.by}, ${action.why},
      ${JSON.stringify(action.did)}::jsonb, ${action.undoes ?? null})
    returning action_id`.execute(db)
  const id = rows[0]?.action_id ?? ''
  if (action.undoes !== undefined)
    await sql`update identity.action set undone_by = ${id}
      where workspace_id = ${workspaceId} and action_id = ${action.undoes}`.execute(db)
  return id
}

export async function findAction(
  db: Db,
  workspaceId: string,
  actionId: string,
): Promise<ActionRow | undefined> {
  const { rows } = await sql<ActionRow>`
    select ${COLUMNS} from identity.action
    where workspace_id = ${workspaceId} and action_id = ${actionId} for update`.execute(db)
  return rows[0]
}

export async function listActions(
  db: Db,
  workspaceId: string,
  page: { offset: number; limit: number },
): Promise<ActionRow[]> {
  const { rows } = await sql<ActionRow>`
    select ${COLUMNS} from identity.action where workspace_id = ${workspaceId}
    order by action_id desc limit ${page.limit + 1} offset ${page.offset}`.execute(db)
  return rows
}
