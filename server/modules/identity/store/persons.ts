import { must } from '#kernel/assert.ts'
import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Key } from '../model/derive.ts'

export interface PersonState {
  personId: string
  contested: boolean
  last: Key | undefined
}

export async function insertPersons(
  db: Db,
  workspaceId: string,
  now: Date,
  persons: readonly PersonState[],
): Promise<void> {
  if (persons.length === 0) return
  await sql`
    insert into identity.person (workspace_id, person_id, created_at, contested,
      last_strength, last_at, last_message_id, last_n)
    select ${workspaceId}::uuid, p.person_id, ${now}::timestamptz, p.contested, p.strength,
      to_timestamp(p.at_ms / 1000.0), p.message_id, p.n
    from ${states(persons)}`.execute(db)
}

export async function updatePersons(
  db: Db,
  workspaceId: string,
  persons: readonly PersonState[],
): Promise<void> {
  if (persons.length === 0) return
  await sql`
    update identity.person set contested = p.contested, last_strength = p.strength,
      last_at = to_timestamp(p.at_ms / 1000.0), last_message_id = p.message_id, last_n = p.n,
      survivor_id = null
    from ${states(persons)}
    where identity.person.workspace_id = ${workspaceId}
      and identity.person.person_id = p.person_id`.execute(db)
}

const states = (persons: readonly PersonState[]) => sql`
  unnest(${persons.map((p) => p.personId)}::bigint[], ${persons.map((p) => p.contested)}::boolean[],
    ${persons.map((p) => p.last?.strength ?? null)}::smallint[],
    ${persons.map((p) => p.last?.at ?? null)}::bigint[],
    ${persons.map((p) => p.last?.messageId ?? null)}::text[],
    ${persons.map((p) => p.last?.n ?? null)}::int[])
    as p(person_id, contested, strength, at_ms, message_id, n)`

interface PersonRow {
  person_id: string
  contested: boolean
  last_strength: number | null
  last_at: Date | null
  last_message_id: string | null
  last_n: number | null
}

export async function findPersons(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<PersonState[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<PersonRow>`
    select person_id, contested, last_strength, last_at, last_message_id, last_n
    from identity.person
    where workspace_id = ${workspaceId} and person_id = any(${[...personIds]}::bigint[])`.execute(
    db,
  )
  return rows.map((row) => ({
    personId: row.person_id,
    contested: row.contested,
    last:
      row.last_at === null
        ? undefined
        : {
            strength: row.last_strength ?? 0,
            at: row.last_at.getTime(),
            messageId: row.last_message_id ?? '',
            n: row.last_n ?? 0,
          },
  }))
}

/** Absorbed persons name their survivor; whoever named one of them names the survivor too. */
export async function absorbPersons(
  db: Db,
  workspaceId: string,
  merges: readonly { absorbed: string; survivor: string }[],
): Promise<void> {
  await sql`
    update identity.person p set survivor_id = m.survivor
    from unnest(${merges.map((m) => m.absorbed)}::bigint[],
      ${merges.map((m) => m.survivor)}::bigint[]) as m(absorbed, survivor)
    where p.workspace_id = ${workspaceId}
      and (p.person_id = m.absorbed or p.survivor_id = m.absorbed)`.execute(db)
}

/** Old id → the person it is now; ids that never were are missing. */
export async function currentPersons(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ person_id: string; now_id: string }>`
    select person_id, coalesce(survivor_id, person_id) as now_id from identity.person
    where workspace_id = ${workspaceId} and person_id = any(${[...personIds]}::bigint[])`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.person_id, row.now_id]))
}

/** When a person was first seen, and the ids that were found to be the same one. */
export async function absorbedBy(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<{ createdAt: Date; absorbed: string[] }> {
  const { rows } = await sql<{ person_id: string; created_at: Date }>`
    select person_id, created_at from identity.person
    where workspace_id = ${workspaceId}
      and (person_id = ${personId} or survivor_id = ${personId}) order by person_id`.execute(db)
  const own = rows.find((row) => row.person_id === personId)
  return {
    createdAt: must(own, 'the person').created_at,
    absorbed: rows.flatMap((row) => (row === own ? [] : [row.person_id])),
  }
}
