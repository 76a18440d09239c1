import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Scheme } from '../model/hook-signature.ts'
import type { Mapping } from '../model/mapping/mapping.ts'

export interface HookRow {
  workspace_id: string
  id: string
  key_id: string
  name: string
  token_sealed: string
  secret_sealed: string
  scheme: Scheme
  answer: string
  mapping: Mapping
  version: number
  changed_at: Date
  changed_by: string
  created_at: Date
  revoked_at: Date | null
  last_bad_signature_at: Date | null
  last_ignored_at: Date | null
}

const COLUMNS = sql`h.workspace_id, h.id, h.key_id, k.name, h.token_sealed, h.secret_sealed, h.scheme,
  h.answer, h.mapping, h.version, h.changed_at, h.changed_by, k.created_at, k.revoked_at,
  h.last_bad_signature_at, h.last_ignored_at`
const FROM = sql`collect.hook h join collect.write_key k
  on k.workspace_id = h.workspace_id and k.id = h.key_id`

export async function listHooks(db: Db, workspaceId: string): Promise<HookRow[]> {
  const { rows } = await sql<HookRow>`
    select ${COLUMNS} from ${FROM} where h.workspace_id = ${workspaceId}
    order by k.revoked_at is not null, k.created_at desc limit 200`.execute(db)
  return rows
}

export async function findHook(
  db: Db,
  workspaceId: string,
  id: string,
  isLocked = false,
): Promise<HookRow | undefined> {
  const { rows } = await sql<HookRow>`
    select ${COLUMNS} from ${FROM} where h.workspace_id = ${workspaceId} and h.id = ${id}
    ${isLocked ? sql`for update of h` : sql``}`.execute(db)
  return rows[0]
}

/** By what stands in its address; a revoked one is none. */
export async function hookOfToken(db: Db, hash: Buffer): Promise<HookRow | undefined> {
  const { rows } = await sql<HookRow>`
    select ${COLUMNS} from ${FROM}
    where h.token_hash = ${hash} and k.revoked_at is null`.execute(db)
  return rows[0]
}

export interface NewHook {
  id: string
  keyId: string
  tokenHash: Buffer
  tokenSealed: string
  secretSealed: string
  scheme: Scheme
  answer: string
  mapping: Mapping
  at: Date
  by: string
}

export async function insertHook(db: Db, workspaceId: string, hook: NewHook): Promise<void> {
  await sql`
    insert into collect.hook (workspace_id, id, key_id, token_hash, token_sealed, secret_sealed,
      scheme, answer, mapping, version, changed_at, changed_by)
    values (${workspaceId}, ${hook.id}, ${hook.keyId}, ${hook.tokenHash}, ${hook.tokenSealed},
      ${hook.secretSealed}, ${JSON.stringify(hook.scheme)}::jsonb, ${hook.answer},
      ${JSON.stringify(hook.mapping)}::jsonb, 1, ${hook.at}, ${hook.by})`.execute(db)
  await keepVersion(db, workspaceId, hook.id, { version: 1, ...hook })
}

const keepVersion = (
  db: Db,
  workspaceId: string,
  id: string,
  of: { version: number; mapping: Mapping; at: Date; by: string },
) =>
  sql`insert into collect.hook_version (workspace_id, hook_id, version, mapping, at, by)
    values (${workspaceId}, ${id}, ${of.version}, ${JSON.stringify(of.mapping)}::jsonb, ${of.at},
      ${of.by})`.execute(db)

/** The caller holds the row. */
export async function updateHook(
  db: Db,
  workspaceId: string,
  id: string,
  to: { scheme: Scheme; answer: string; mapping: Mapping; version: number; at: Date; by: string },
): Promise<void> {
  await sql`
    update collect.hook set scheme = ${JSON.stringify(to.scheme)}::jsonb, answer = ${to.answer},
      mapping = ${JSON.stringify(to.mapping)}::jsonb, version = ${to.version},
      changed_at = ${to.at}, changed_by = ${to.by}
    where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
  await keepVersion(db, workspaceId, id, to)
}

export async function saveSecret(db: Db, workspaceId: string, id: string, sealed: string) {
  await sql`update collect.hook set secret_sealed = ${sealed}
    where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
}

export async function noteHook(
  db: Db,
  hook: Pick<HookRow, 'workspace_id' | 'id'>,
  what: 'last_bad_signature_at' | 'last_ignored_at',
  at: Date,
): Promise<void> {
  await sql`update collect.hook set ${sql.ref(what)} = ${at}
    where workspace_id = ${hook.workspace_id} and id = ${hook.id}
      and (${sql.ref(what)} is null or ${sql.ref(what)} < ${at}::timestamptz - interval '10 seconds')`.execute(
    db,
  )
}

export async function hookVersions(db: Db, workspaceId: string, id: string) {
  const { rows } = await sql<{ version: number; mapping: Mapping; at: Date; by: string }>`
    select version, mapping, at, by from collect.hook_version
    where workspace_id = ${workspaceId} and hook_id = ${id}
    order by version desc limit 50`.execute(db)
  return rows
}

const SAMPLES = 10

export async function keepSample(
  db: Db,
  { workspace_id: workspaceId, id }: Pick<HookRow, 'workspace_id' | 'id'>,
  sample: { at: Date; sealed: string },
): Promise<void> {
  await sql`
    insert into collect.hook_sample (workspace_id, hook_id, at, sealed)
    values (${workspaceId}, ${id}, ${sample.at}, ${sample.sealed})`.execute(db)
  await sql`
    delete from collect.hook_sample where workspace_id = ${workspaceId} and hook_id = ${id}
      and id <= (select id from collect.hook_sample
        where workspace_id = ${workspaceId} and hook_id = ${id}
        order by id desc offset ${SAMPLES} limit 1)`.execute(db)
}

export async function samplesOf(db: Db, workspaceId: string, id: string) {
  const { rows } = await sql<{ id: string; at: Date; sealed: string }>`
    select id, at, sealed from collect.hook_sample
    where workspace_id = ${workspaceId} and hook_id = ${id} order by id desc`.execute(db)
  return rows
}

export async function pruneSamples(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from collect.hook_sample where at < ${before}`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** What a webhook's payloads mean now, for those that wait to be sent again. */
export async function mappingsOf(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Mapping>> {
  const { rows } = await sql<{ id: string; mapping: Mapping }>`
    select id, mapping from collect.hook
    where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, mapping }) => [id, mapping]))
}
