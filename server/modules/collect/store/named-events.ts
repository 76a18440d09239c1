import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Rule } from '../model/naming/rule.ts'

export interface NamedEventRow {
  id: string
  name: string
  label: string
  note: string
  rule: Rule
  version: number
  archived_at: Date | null
  created_at: Date
  created_by: string
  changed_at: Date
  changed_by: string
}

export interface VersionRow {
  version: number
  label: string
  note: string
  rule: Rule
  archived: boolean
  at: Date
  by: string
}

const COLUMNS = sql`id, name, label, note, rule, version, archived_at, created_at, created_by,
  changed_at, changed_by`

export async function listNamedEvents(
  db: Db,
  workspaceId: string,
  f: { archived: boolean; q: string | undefined; limit: number; offset: number },
): Promise<NamedEventRow[]> {
  const { rows } = await sql<NamedEventRow>`
    select ${COLUMNS} from collect.named_event
    where workspace_id = ${workspaceId} and (archived_at is not null) = ${f.archived}
      and (${f.q ?? null}::text is null
        or position(lower(${f.q ?? ''}) in lower(name || ' ' || label)) > 0)
    order by changed_at desc, id limit ${f.limit} offset ${f.offset}`.execute(db)
  return rows
}

export async function findNamedEvent(
  db: Db,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<NamedEventRow | undefined> {
  const { rows } = await sql<NamedEventRow>`
    select ${COLUMNS} from collect.named_event where workspace_id = ${workspaceId} and id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0]
}

export async function versionsOf(db: Db, workspaceId: string, id: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select version, label, note, rule, archived, at, by from collect.named_event_version
    where workspace_id = ${workspaceId} and id = ${id} order by version desc limit 200`.execute(db)
  return rows
}

/** All that mean something now, and of which revision this is; one statement, so both are of one instant. */
export async function rulesInForce(db: Db, workspaceId: string) {
  const { rows } = await sql<{ revision: string; rules: { name: string; rule: Rule }[] }>`
    select revision::text, coalesce((
      select jsonb_agg(jsonb_build_object('name', name, 'rule', rule) order by name)
      from collect.named_event e
      where e.workspace_id = n.workspace_id and archived_at is null), '[]') as rules
    from collect.naming n where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]
}

export async function revisionOf(db: Db, workspaceId: string): Promise<string | undefined> {
  const { rows } = await sql<{ revision: string }>`
    select revision::text from collect.naming where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]?.revision
}

/** Writers of one workspace wait for one another here, so that the count below holds. */
export async function beginRevision(db: Db, workspaceId: string): Promise<void> {
  await sql`
    insert into collect.naming (workspace_id, revision)
    values (${workspaceId}, pg_current_xact_id())
    on conflict (workspace_id) do update set revision = excluded.revision`.execute(db)
}

export async function countInForce(db: Db, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from collect.named_event
    where workspace_id = ${workspaceId} and archived_at is null`.execute(db)
  return rows[0]?.n ?? 0
}

export async function insertNamedEvent(
  db: Db,
  workspaceId: string,
  one: { id: string; name: string; label: string; note: string; rule: Rule },
  now: Date,
  by: string,
): Promise<void> {
  await sql`
    insert into collect.named_event (workspace_id, id, name, label, note, rule, version,
      created_at, created_by, changed_at, changed_by)
    values (${workspaceId}, ${one.id}, ${one.name}, ${one.label}, ${one.note},
      ${JSON.stringify(one.rule)}::jsonb, 1, ${now}, ${by}, ${now}, ${by})`.execute(db)
  await keepVersion(db, workspaceId, one.id)
}

export async function updateNamedEvent(
  db: Db,
  workspaceId: string,
  one: { id: string; label: string; note: string; rule: Rule; archived: boolean },
  now: Date,
  by: string,
): Promise<void> {
  await sql`
    update collect.named_event set label = ${one.label}, note = ${one.note},
      rule = ${JSON.stringify(one.rule)}::jsonb, version = version + 1,
      archived_at = case when ${one.archived} then coalesce(archived_at, ${now}) end,
      changed_at = ${now}, changed_by = ${by}
    where workspace_id = ${workspaceId} and id = ${one.id}`.execute(db)
  await keepVersion(db, workspaceId, one.id)
}

async function keepVersion(db: Db, workspaceId: string, id: string): Promise<void> {
  await sql`
    insert into collect.named_event_version
      (workspace_id, id, version, label, note, rule, archived, at, by)
    select workspace_id, id, version, label, note, rule, archived_at is not null,
      changed_at, changed_by
    from collect.named_event where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
}
