import { sql } from 'kysely'
import { floats, ids } from '#platform/db/arrays.ts'
import type { Db } from '#platform/db/db.ts'

/** A mark given to a person (tag, consent, interest) hangs on her first identifier. */
interface Marked {
  personId: string
  identId: string
}

export async function insertTags(
  db: Db,
  workspaceId: string,
  people: readonly Marked[],
  tag: { tag: string; since: Date; by: string; reason: string },
): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    insert into profile.tag (workspace_id, ident_id, person_id, tag, since, by, reason)
    select ${workspaceId}::uuid, p.ident_id, p.person_id, ${tag.tag}, ${tag.since}, ${tag.by}, ${tag.reason}
    from unnest(${people.map((p) => p.identId)}::bigint[],
      ${people.map((p) => p.personId)}::bigint[]) as p(ident_id, person_id)
    where not exists (select 1 from profile.tag t where t.workspace_id = ${workspaceId}
      and t.person_id = p.person_id and t.tag = ${tag.tag})
    on conflict do nothing returning person_id`.execute(db)
  return rows.map((row) => row.person_id)
}

export async function deleteTags(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
  tag: string,
): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    delete from profile.tag where workspace_id = ${workspaceId} and tag = ${tag}
      and person_id = any(${personIds}::bigint[]) returning person_id`.execute(db)
  return [...new Set(rows.map((row) => row.person_id))]
}

/** Adds to a score that is first faded to `at` (half-life in days), in one statement for all. */
export async function raiseScores(
  db: Db,
  workspaceId: string,
  raises: readonly (Marked & { tag: string; weight: number })[],
  at: Date,
  halfLifeDays: number,
): Promise<void> {
  await sql`
    insert into profile.interest as i (workspace_id, ident_id, person_id, tag, score, at)
    select ${workspaceId}::uuid, r.ident_id, max(r.person_id), r.tag, sum(r.weight), ${at}
    from unnest(${ids(raises.map((r) => r.identId))}, ${ids(raises.map((r) => r.personId))},
      ${raises.map((r) => r.tag)}::text[], ${floats(raises.map((r) => r.weight))})
      as r(ident_id, person_id, tag, weight)
    group by r.ident_id, r.tag
    on conflict (workspace_id, ident_id, tag) do update set
      person_id = excluded.person_id,
      score = i.score * power(0.5, greatest(0, extract(epoch from excluded.at - i.at))
        / (${halfLifeDays}::float8 * 86400)) + excluded.score,
      at = greatest(i.at, excluded.at)`.execute(db)
}

export async function markStale(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
  since: Date,
): Promise<void> {
  await sql`insert into profile.stale (workspace_id, person_id, since)
    select ${workspaceId}::uuid, unnest(${ids(personIds)}), ${since}
    on conflict do nothing`.execute(db)
}

/** Takes people whose interests moved; no other worker takes the same ones. */
export async function takeStale(db: Db, upTo: Date, limit: number) {
  const { rows } = await sql<{ workspace_id: string; person_id: string; root: string }>`
    delete from profile.stale where (workspace_id, person_id) in (
      select workspace_id, person_id from profile.stale where since <= ${upTo}
      order by since limit ${limit} for update skip locked)
    returning workspace_id, person_id, root::text`.execute(db)
  return rows
}

/** Writes the faded sums of these people's interests into their portraits, in one statement. */
export async function saveInterests(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
  rule: { now: Date; halfLifeDays: number; faint: number },
): Promise<void> {
  await sql`
    with faded as (
      select person_id, tag, sum(score * power(0.5, greatest(0, extract(epoch from ${rule.now} - at))
        / (${rule.halfLifeDays}::float8 * 86400))) as score
      from profile.interest
      where workspace_id = ${workspaceId} and person_id = any(${personIds}::bigint[])
      group by person_id, tag),
    portrait as (
      select person_id, coalesce(jsonb_object_agg(tag, round(score::numeric, 3))
        filter (where score >= ${rule.faint}), '{}') as interests
      from faded group by person_id)
    update profile.person p set interests = i.interests, interests_at = ${rule.now},
      mirrored = false, version = nextval('profile.person_version')
    from portrait i
    where p.workspace_id = ${workspaceId} and p.person_id = i.person_id and not p.gone`.execute(db)
}

export async function insertOptOut(
  db: Db,
  workspaceId: string,
  person: Marked,
  optOut: { carrier: string; at: Date; by: string },
): Promise<void> {
  await sql`
    insert into profile.opt_out (workspace_id, ident_id, carrier, person_id, at, by)
    values (${workspaceId}, ${person.identId}, ${optOut.carrier}, ${person.personId}, ${optOut.at}, ${optOut.by})
    on conflict do nothing`.execute(db)
}

export async function deleteOptOut(db: Db, workspaceId: string, personId: string, carrier: string) {
  await sql`delete from profile.opt_out where workspace_id = ${workspaceId}
    and person_id = ${personId} and carrier = ${carrier}`.execute(db)
}

const KEYED_BY_IDENT = ['seen', 'purchase', 'attribute', 'tag', 'interest', 'opt_out'] as const

/** All that hangs on these identifiers (or on a whole person) now belongs to somebody else. */
export async function movePerson(db: Db, workspaceId: string, from: string, to: string) {
  for (const table of KEYED_BY_IDENT)
    await sql`update ${sql.table(`profile.${table}`)} set person_id = ${to}
      where workspace_id = ${workspaceId} and person_id = ${from}`.execute(db)
}

export async function moveIdents(
  db: Db,
  workspaceId: string,
  identIds: readonly string[],
  to: string,
) {
  for (const table of KEYED_BY_IDENT)
    await sql`update ${sql.table(`profile.${table}`)} set person_id = ${to}
      where workspace_id = ${workspaceId} and ident_id = any(${identIds}::bigint[])`.execute(db)
}
