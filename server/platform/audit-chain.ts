import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './db/db.ts'

/** What of an audit row is sealed by its hash. */
export interface Sealed {
  workspace_id: string
  id: string
  at: Date
  actor_kind: string
  actor_id: string
  actor_name: string
  action: string
  subject_kind: string
  subject_id: string
  /** jsonb as PostgreSQL prints it: key order is its own and always the same */
  detail_text: string
}

interface Link {
  seq: string
  hash: string
}

interface ChainedRow extends Sealed, Link {}

const COLUMNS = sql.raw(`workspace_id, id, at, actor_kind, actor_id, actor_name, action,
  subject_kind, subject_id, detail::text as detail_text`)
const START: Link = { seq: '0', hash: '' }
const LOCK = 730_141_002
const BATCH_ROWS = 1_000

/** Every field is length-safe inside a JSON array, so no two different rows look alike. */
export const linkHash = (before: string, seq: string, row: Sealed): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        before,
        seq,
        row.workspace_id,
        row.id,
        row.at.toISOString(),
        row.actor_kind,
        row.actor_id,
        row.actor_name,
        row.action,
        row.subject_kind,
        row.subject_id,
        row.detail_text,
      ]),
    )
    .digest('hex')

export const ANY_UNCHAINED = sql<boolean>`
  exists (select 1 from platform.audit where seq is null)`

/**
 * Links what has been committed since, in commit order (a row is taken only once every older
 * transaction has ended). One process at a time; answers how many rows it linked.
 */
export async function chainAudit(db: Db): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const locked = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${LOCK}) as mine`.execute(trx)
    if (!locked.rows[0]?.mine) return 0
    const { rows } = await sql<Sealed>`
      select ${COLUMNS} from platform.audit
      where seq is null and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by id limit ${BATCH_ROWS}`.execute(trx)
    if (rows.length === 0) return 0
    const heads = await headsOf(trx as Db, [...new Set(rows.map((row) => row.workspace_id))])
    const links = rows.map((row) => {
      const before = heads.get(row.workspace_id) ?? START
      const seq = String(BigInt(before.seq) + 1n)
      const link = { seq, hash: linkHash(before.hash, seq, row) }
      heads.set(row.workspace_id, link)
      return link
    })
    await sql`
      update platform.audit a set seq = l.seq, hash = l.hash
      from unnest(${rows.map((row) => row.workspace_id)}::uuid[], ${rows.map((row) => row.id)}::bigint[],
        ${links.map((link) => link.seq)}::bigint[], ${links.map((link) => link.hash)}::text[])
        as l(workspace_id, id, seq, hash)
      where a.workspace_id = l.workspace_id and a.id = l.id`.execute(trx)
    await sql`
      insert into platform.audit_head (workspace_id, seq, hash)
      select * from unnest(${[...heads.keys()]}::uuid[],
        ${[...heads.values()].map((link) => link.seq)}::bigint[],
        ${[...heads.values()].map((link) => link.hash)}::text[])
      on conflict (workspace_id) do update set seq = excluded.seq, hash = excluded.hash`.execute(
      trx,
    )
    return rows.length
  })
}

async function headsOf(db: Db, workspaceIds: readonly string[]): Promise<Map<string, Link>> {
  const { rows } = await sql<Link & { workspace_id: string }>`
    select workspace_id, seq::text, hash from platform.audit_head
    where workspace_id = any(${workspaceIds}::uuid[])`.execute(db)
  return new Map(rows.map(({ workspace_id, seq, hash }) => [workspace_id, { seq, hash }]))
}

export type Verdict =
  | { kind: 'whole'; rows: number }
  /** the first place where what is written is not what was chained */
  | { kind: 'broken'; seq: string; because: 'changed' | 'missing' | 'cut_off' }

/** Walks a workspace's chain from its first row and compares with what was sealed. */
export async function verifyAudit(db: Db, workspaceId: string): Promise<Verdict> {
  let before = START
  for (;;) {
    const { rows } = await sql<ChainedRow>`
      select ${COLUMNS}, seq, hash from platform.audit
      where workspace_id = ${workspaceId} and seq > ${before.seq}
      order by seq limit ${BATCH_ROWS}`.execute(db)
    for (const row of rows) {
      const expected = String(BigInt(before.seq) + 1n)
      if (row.seq !== expected) return { kind: 'broken', seq: expected, because: 'missing' }
      if (row.hash !== linkHash(before.hash, row.seq, row))
        return { kind: 'broken', seq: row.seq, because: 'changed' }
      before = { seq: row.seq, hash: row.hash }
    }
    if (rows.length < BATCH_ROWS) break
  }
  const head = (await headsOf(db, [workspaceId])).get(workspaceId) ?? START
  if (BigInt(head.seq) > BigInt(before.seq))
    return { kind: 'broken', seq: String(BigInt(before.seq) + 1n), because: 'cut_off' }
  if (head.hash !== before.hash) return { kind: 'broken', seq: before.seq, because: 'changed' }
  return { kind: 'whole', rows: Number(before.seq) }
}
