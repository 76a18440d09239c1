import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { LetterRow } from './letters.ts'

type Store = Pick<Ctx, 'db' | 'workspaceId'>

export interface LetterFilter {
  personId?: string | undefined
  state?: string | undefined
  reason?: string | undefined
  carrier?: string | undefined
  journeyId?: string | undefined
  nodeId?: string | undefined
  campaignId?: string | undefined
}

const matching = ({ workspaceId }: Store, f: LetterFilter) => sql`
  workspace_id = ${workspaceId}
  and (${f.personId ?? null}::bigint is null or person_id = ${f.personId ?? null})
  and (${f.state ?? null}::text is null or state = ${f.state ?? null})
  and (${f.reason ?? null}::text is null or reason = ${f.reason ?? null})
  and (${f.carrier ?? null}::text is null or carrier = ${f.carrier ?? null})
  and (${f.journeyId ?? null}::uuid is null or journey_id = ${f.journeyId ?? null})
  and (${f.nodeId ?? null}::text is null or node_id = ${f.nodeId ?? null})
  and (${f.campaignId ?? null}::uuid is null or campaign_id = ${f.campaignId ?? null})`

export async function listLetters(
  store: Store,
  filter: LetterFilter,
  limit: number,
  offset: number,
): Promise<LetterRow[]> {
  const { rows } = await sql<LetterRow>`
    select *, person_id::text from deliver.letter where ${matching(store, filter)}
    order by requested_at desc, letter_id desc limit ${limit} offset ${offset}`.execute(store.db)
  return rows
}

export async function countLetters(store: Store, filter: LetterFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from deliver.letter where ${matching(store, filter)}`.execute(
    store.db,
  )
  return must(rows[0], 'a count').n
}

export interface DayCount {
  day: string
  state: string
  reason: string | null
  carrier: string | null
  n: number
}

/** By the day the letter was asked for, in the zone: a letter is counted on one day for ever. */
export async function lettersByDay(
  { db, workspaceId }: Store,
  since: Date,
  timeZone: string,
): Promise<DayCount[]> {
  const { rows } = await sql<DayCount>`
    select to_char(requested_at at time zone ${timeZone}, 'YYYY-MM-DD') as day, state, reason,
      carrier, count(*)::int as n
    from deliver.letter where workspace_id = ${workspaceId} and requested_at >= ${since}
    group by 1, 2, 3, 4 order by 1`.execute(db)
  return rows
}

/** Everybody's uses since an instant: what caps look at now. */
export async function usesSince(
  { db, workspaceId }: Store,
  since: Date,
): Promise<{ person_id: string; carrier: string; kind: string; at: string; letter_id: string }[]> {
  const { rows } = await sql<{
    person_id: string
    carrier: string
    kind: string
    at: string
    letter_id: string
  }>`
    select b.person_id::text, u.value ->> 'carrier' as carrier, u.value ->> 'kind' as kind,
      u.value ->> 'at' as at, u.value ->> 'letterId' as letter_id
    from deliver.budget_use b cross join lateral jsonb_array_elements(b.uses) as u
    where b.workspace_id = ${workspaceId} and (u.value ->> 'at')::timestamptz >= ${since}`.execute(
    db,
  )
  return rows
}

/** Letters asked for since an instant, in order: what a policy can be tried on. */
export async function requestedSince(
  { db, workspaceId }: Store,
  since: Date,
  limit: number,
): Promise<LetterRow[]> {
  const { rows } = await sql<LetterRow>`
    select *, person_id::text from deliver.letter
    where workspace_id = ${workspaceId} and requested_at >= ${since}
      and person_id is not null and carrier is distinct from 'wecom_welcome'
    order by requested_at, letter_id limit ${limit}`.execute(db)
  return rows
}
