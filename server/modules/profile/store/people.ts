import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

export interface PersonDbRow {
  person_id: string
  created_at: Date
  last_seen_at: Date
  source: string
  attributes: Record<string, string | number | boolean | null>
  tags: string[]
  interests: Record<string, number>
  reachable: string[]
  opted_out: string[]
  stage: string
  stage_since: Date
  tier: string | null
  tier_since: Date | null
  orders: number
  paid_fen: string
  first_order_at: Date | null
  last_order_at: Date | null
}

export interface PeopleFilter {
  personIds?: readonly string[]
  name?: string
  stage?: string
  tier?: string
  tag?: string
  source?: string
  reachable?: string
}

const COLUMNS = sql`person_id, created_at, last_seen_at, source, attributes, tags, interests,
  reachable, opted_out, stage, stage_since, tier, tier_since, orders, paid_fen, first_order_at, last_order_at`

const where = (workspaceId: string, f: PeopleFilter) => sql`
  workspace_id = ${workspaceId} and not gone
  and (${f.personIds ?? null}::bigint[] is null or person_id = any(${f.personIds ?? null}::bigint[]))
  and (${f.name ?? null}::text is null or attributes->>'nickname' ilike '%' || ${f.name ?? null} || '%'
    or attributes->>'name' ilike '%' || ${f.name ?? null} || '%')
  and (${f.stage ?? null}::text is null or stage = ${f.stage ?? null})
  and (${f.tier ?? null}::text is null or tier = ${f.tier ?? null})
  and (${f.tag ?? null}::text is null or tags @> array[${f.tag ?? null}::text])
  and (${f.source ?? null}::text is null or source = ${f.source ?? null})
  and (${f.reachable ?? null}::text is null or reachable @> array[${f.reachable ?? null}::text])`

const ORDER = {
  newest: sql`created_at desc, person_id desc`,
  last_seen: sql`last_seen_at desc, person_id desc`,
  paid: sql`paid_fen desc, person_id desc`,
} as const

export async function listPeople(
  db: Db,
  workspaceId: string,
  filter: PeopleFilter,
  page: { sort: keyof typeof ORDER; limit: number; offset: number },
): Promise<PersonDbRow[]> {
  const { rows } = await sql<PersonDbRow>`
    select ${COLUMNS} from profile.person where ${where(workspaceId, filter)}
    order by ${ORDER[page.sort]} limit ${page.limit} offset ${page.offset}`.execute(db)
  return rows
}

export async function countPeople(db: Db, workspaceId: string, filter: PeopleFilter) {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from profile.person where ${where(workspaceId, filter)}`.execute(db)
  return rows[0]?.n ?? 0
}

export async function loadPeople(db: Db, workspaceId: string, personIds: readonly string[]) {
  const { rows } = await sql<PersonDbRow>`
    select ${COLUMNS} from profile.person
    where workspace_id = ${workspaceId} and person_id = any(${personIds}::bigint[]) and not gone`.execute(
    db,
  )
  return rows
}

export async function tagsWhy(db: Db, workspaceId: string, personId: string) {
  const { rows } = await sql<{ tag: string; since: Date; by: string; reason: string }>`
    select distinct on (tag) tag, since, by, reason from profile.tag
    where workspace_id = ${workspaceId} and person_id = ${personId} order by tag, since`.execute(db)
  return rows
}

export async function transitionsOf(db: Db, workspaceId: string, personId: string) {
  const { rows } = await sql<{
    kind: 'stage' | 'tier'
    at: Date
    was: string | null
    becomes: string | null
    why: string
  }>`
    select kind, at, was, becomes, why from profile.transition
    where workspace_id = ${workspaceId} and person_id = ${personId}
    order by at desc limit 100`.execute(db)
  return rows
}

export async function personalTraits(db: Db, workspaceId: string, personId: string) {
  const { rows } = await sql<{ name: string; sealed: string }>`
    select distinct on (name) name, sealed from profile.attribute
    where workspace_id = ${workspaceId} and person_id = ${personId} and sealed is not null
    order by name, at desc`.execute(db)
  return rows
}

export async function tagCoverage(db: Db, workspaceId: string, q: string | undefined) {
  const { rows } = await sql<{ tag: string; people: number; last_at: Date; sources: string[] }>`
    select tag, count(distinct person_id)::int as people, max(since) as last_at,
      (array_agg(distinct by))[1:5] as sources
    from profile.tag where workspace_id = ${workspaceId}
      and (${q ?? null}::text is null or tag ilike '%' || ${q ?? null} || '%')
    group by tag order by people desc, tag limit 1000`.execute(db)
  return rows
}

export async function split(db: Db, workspaceId: string) {
  const { rows } = await sql<{ stage: string; tier: string | null; n: number }>`
    select stage, tier, count(*)::int as n from profile.person
    where workspace_id = ${workspaceId} and not gone group by stage, tier`.execute(db)
  return rows
}

/** Reads everybody's behaviour in pages, for a preview of other rules. */
export async function* behaviours(db: Db, workspaceId: string, pageSize = 20_000) {
  for (let after = '0'; ;) {
    const { rows } = await sql<{
      person_id: string
      created_at: Date
      last_seen_at: Date
      orders: number
      paid_fen: string
      last_order_at: Date | null
    }>`
      select person_id, created_at, last_seen_at, orders, paid_fen, last_order_at
      from profile.person where workspace_id = ${workspaceId} and person_id > ${after} and not gone
      order by person_id limit ${pageSize}`.execute(db)
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = last.person_id
  }
}

/** Makes everybody due now, so that the tick of law 5 looks at each again. */
export async function wakeEverybody(db: Db, workspaceId: string, now: Date): Promise<number> {
  const result = await sql`update profile.person set due_at = ${now}
    where workspace_id = ${workspaceId} and not gone`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

export async function idsAfter(db: Db, workspaceId: string, after: string, limit: number) {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from profile.person
    where workspace_id = ${workspaceId} and person_id > ${after} and not gone
    order by person_id limit ${limit}`.execute(db)
  return rows.map((row) => row.person_id)
}
