import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Link } from '../model/derive.ts'
import type { Rule } from '../model/policy.ts'

export interface NewEvidence extends Link {
  source: string
  clash: string | undefined
}

export async function insertEvidence(
  db: Db,
  workspaceId: string,
  found: readonly NewEvidence[],
): Promise<void> {
  if (found.length === 0) return
  await sql`
    insert into identity.evidence
      (workspace_id, ident_a, ident_b, rule, strength, at, message_id, n, source, clash)
    select ${workspaceId}::uuid, e.a, e.b, e.rule, e.strength, to_timestamp(e.at_ms / 1000.0),
      e.message_id, e.n, e.source, e.clash
    from unnest(${found.map((e) => e.a)}::bigint[], ${found.map((e) => e.b)}::bigint[],
      ${found.map((e) => e.rule)}::text[], ${found.map((e) => e.strength)}::smallint[],
      ${found.map((e) => e.at)}::bigint[], ${found.map((e) => e.messageId)}::text[],
      ${found.map((e) => e.n)}::int[], ${found.map((e) => e.source)}::text[],
      ${found.map((e) => e.clash ?? null)}::text[])
      as e(a, b, rule, strength, at_ms, message_id, n, source, clash)
    on conflict (workspace_id, ident_a, ident_b, message_id, rule) do nothing`.execute(db)
}

export interface EvidenceRow {
  evidence_id: string
  ident_a: string
  ident_b: string
  rule: Rule
  strength: number
  at: Date
  message_id: string
  n: number
  source: string
  clash: string | null
  retracted_at: Date | null
  retracted_by: string | null
  why: string | null
}

const COLUMNS = sql.raw(
  'evidence_id, ident_a, ident_b, rule, strength, at, message_id, n, source, clash, retracted_at, retracted_by, why',
)

export const linkOf = (row: EvidenceRow): Link => ({
  a: row.ident_a,
  b: row.ident_b,
  rule: row.rule,
  strength: row.strength,
  at: row.at.getTime(),
  messageId: row.message_id,
  n: row.n,
})

/** The first evidence there is for each of these pairs, by rule. */
export async function firstEvidence(
  db: Db,
  workspaceId: string,
  pairs: readonly { a: string; b: string }[],
): Promise<EvidenceRow[]> {
  if (pairs.length === 0) return []
  const { rows } = await sql<EvidenceRow>`
    select f.* from (select distinct a, b
      from unnest(${pairs.map((p) => p.a)}::bigint[], ${pairs.map((p) => p.b)}::bigint[]) as p(a, b)) p
    cross join lateral (
      select distinct on (e.rule) ${COLUMNS} from identity.evidence e
      where e.workspace_id = ${workspaceId} and e.ident_a = p.a and e.ident_b = p.b
        and e.retracted_at is null
      order by e.rule, e.strength, e.at, e.message_id, e.n) f`.execute(db)
  return rows
}

/** What was said by hand in this message. */
export async function evidenceOf(
  db: Db,
  workspaceId: string,
  pair: { a: string; b: string },
  messageId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ evidence_id: string }>`
    select evidence_id from identity.evidence where workspace_id = ${workspaceId}
      and ident_a = ${pair.a} and ident_b = ${pair.b} and message_id = ${messageId}
      and rule = 'manual'`.execute(db)
  return rows[0]?.evidence_id
}

/** All identifiers that standing evidence, outvoted or not, connects with these. */
export async function connected(
  db: Db,
  workspaceId: string,
  identIds: readonly string[],
  atMost: number,
): Promise<string[]> {
  const { rows } = await sql<{ ident: string }>`
    with recursive reach(ident) as (
      select unnest(${[...identIds]}::bigint[])
      union
      select near.ident from reach cross join lateral (
        select ident_b as ident from identity.evidence
        where workspace_id = ${workspaceId} and ident_a = reach.ident and retracted_at is null
        union all
        select ident_a from identity.evidence
        where workspace_id = ${workspaceId} and ident_b = reach.ident and retracted_at is null
      ) as near)
    select ident from reach limit ${atMost}`.execute(db)
  return rows.map((row) => row.ident)
}

/** Standing evidence between any two of these, or touching them. */
export async function evidenceAmong(
  db: Db,
  workspaceId: string,
  identIds: readonly string[],
): Promise<EvidenceRow[]> {
  const { rows } = await sql<EvidenceRow>`
    select ${COLUMNS} from identity.evidence
    where workspace_id = ${workspaceId} and ident_a = any(${[...identIds]}::bigint[])
      and ident_b = any(${[...identIds]}::bigint[]) and retracted_at is null
    order by evidence_id`.execute(db)
  return rows
}

/** Everything ever said about these: standing, outvoted and retracted. */
export async function evidenceAbout(
  db: Db,
  workspaceId: string,
  identIds: readonly string[],
  atMost: number,
): Promise<EvidenceRow[]> {
  const { rows } = await sql<EvidenceRow>`
    select ${COLUMNS} from identity.evidence
    where workspace_id = ${workspaceId} and (ident_a = any(${[...identIds]}::bigint[])
      or ident_b = any(${[...identIds]}::bigint[]))
    order by evidence_id limit ${atMost}`.execute(db)
  return rows
}

export async function findEvidence(
  db: Db,
  workspaceId: string,
  evidenceId: string,
): Promise<EvidenceRow | undefined> {
  const { rows } = await sql<EvidenceRow>`
    select ${COLUMNS} from identity.evidence
    where workspace_id = ${workspaceId} and evidence_id = ${evidenceId}`.execute(db)
  return rows[0]
}

interface Said {
  now: Date
  by: string
  why: string
}

/** Withdraws all that stands for these pairs; answers which. */
export async function retractPairs(
  db: Db,
  workspaceId: string,
  pairs: readonly { a: string; b: string }[],
  said: Said,
): Promise<string[]> {
  const { rows } = await sql<{ evidence_id: string }>`
    update identity.evidence e
    set retracted_at = ${said.now}, retracted_by = ${said.by}, why = ${said.why}
    from unnest(${pairs.map((p) => p.a)}::bigint[], ${pairs.map((p) => p.b)}::bigint[]) as p(a, b)
    where e.workspace_id = ${workspaceId} and e.ident_a = p.a and e.ident_b = p.b
      and e.retracted_at is null returning e.evidence_id`.execute(db)
  return rows.map((row) => row.evidence_id)
}

/** Withdraws these, or (`undefined`) lets them stand again. Answers the identifiers at their ends. */
export async function setRetracted(
  db: Db,
  workspaceId: string,
  evidenceIds: readonly string[],
  said: Said | undefined,
): Promise<string[]> {
  const { rows } = await sql<{ ident_a: string; ident_b: string }>`
    update identity.evidence set retracted_at = ${said?.now ?? null},
      retracted_by = ${said?.by ?? null}, why = ${said?.why ?? null}
    where workspace_id = ${workspaceId} and evidence_id = any(${[...evidenceIds]}::bigint[])
    returning ident_a, ident_b`.execute(db)
  return rows.flatMap((row) => [row.ident_a, row.ident_b])
}

export async function setClashes(
  db: Db,
  workspaceId: string,
  clashes: readonly { evidenceId: string; clash: string | undefined }[],
): Promise<void> {
  if (clashes.length === 0) return
  await sql`
    update identity.evidence e set clash = c.clash
    from unnest(${clashes.map((c) => c.evidenceId)}::bigint[],
      ${clashes.map((c) => c.clash ?? null)}::text[]) as c(evidence_id, clash)
    where e.workspace_id = ${workspaceId} and e.evidence_id = c.evidence_id`.execute(db)
}

export async function listConflicts(
  db: Db,
  workspaceId: string,
  page: { offset: number; limit: number },
): Promise<(EvidenceRow & { person_a: string; person_b: string })[]> {
  const { rows } = await sql<EvidenceRow & { person_a: string; person_b: string }>`
    select ${COLUMNS}, a.person_id as person_a, b.person_id as person_b
    from identity.evidence e
    join identity.identifier a on a.workspace_id = e.workspace_id and a.ident_id = e.ident_a
    join identity.identifier b on b.workspace_id = e.workspace_id and b.ident_id = e.ident_b
    where e.workspace_id = ${workspaceId} and e.clash is not null and e.retracted_at is null
    order by e.evidence_id desc limit ${page.limit + 1} offset ${page.offset}`.execute(db)
  return rows
}
