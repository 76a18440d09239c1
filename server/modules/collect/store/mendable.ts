import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { WireDialect } from '../dialects/registry.ts'

/** Letters of one kind: who sent them, and what was wrong with which field. */
export interface Kind {
  source: string
  field: string
  reason: string
}

export interface Mendable {
  id: string
  position: string
  index: number
  dialect: WireDialect
  history: boolean
  beside: string
  source: string
  at: Date
  raw: Buffer
}

/** What was refused on arrival and waits; a module's own failures are its own to try again. */
const OPEN = (workspaceId: string, { source, field, reason }: Kind) => sql`
  workspace_id = ${workspaceId} and stage = 'collect' and dialect <> 'own' and sent_again_at is null
    and source = ${source} and field = ${field} and reason = ${reason}`

const COLUMNS = sql`id, position, index, dialect, history, beside, source, at, raw`

export async function countMendable(db: Db, workspaceId: string, kind: Kind): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from collect.dead_letter where ${OPEN(workspaceId, kind)}`.execute(db)
  return rows[0]?.n ?? 0
}

export interface Stretch {
  after: { position: string; index: number }
  limit: number
  /** kept from everybody else until the transaction ends */
  isLocked: boolean
}

/** The oldest after this place, in the order they came. */
export async function listMendable(
  db: Db,
  workspaceId: string,
  kind: Kind,
  { after, limit, isLocked }: Stretch,
): Promise<Mendable[]> {
  const { rows } = await sql<Mendable>`
    select ${COLUMNS} from collect.dead_letter
    where ${OPEN(workspaceId, kind)} and (position, index) > (${after.position}, ${after.index})
    order by position, index limit ${limit} ${isLocked ? sql`for update` : sql``}`.execute(db)
  return rows
}

export async function markSentAgain(
  db: Db,
  workspaceId: string,
  now: Date,
  sent: readonly { id: string; as: string }[],
): Promise<void> {
  await sql`
    update collect.dead_letter d set sent_again_at = ${now}::timestamptz, sent_again_as = s.position
    from unnest(${sent.map((it) => it.id)}::bigint[], ${sent.map((it) => it.as)}::bigint[])
      as s(id, position)
    where d.workspace_id = ${workspaceId} and d.id = s.id`.execute(db)
}
