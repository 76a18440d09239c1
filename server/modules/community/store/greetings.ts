import { sql } from 'kysely'
import { addMs } from '#kernel/time.ts'
import type { Db } from '#platform/db/db.ts'
import { LEASE_MS } from '../model/greeting.ts'
import type { Next } from '../model/greeting.ts'
import type { GreetingState } from '../model/greeting-states.ts'

export interface GreetingRow {
  workspace_id: string
  greeting_id: string
  callback_id: string
  corp_id: string
  staff_userid: string
  external_userid: string
  entry_state: string | null
  welcome_code: string
  state: GreetingState
  /** why the attempt before came to nothing */
  reason: string | null
  unsure: boolean
  attempts: number
  received_at: Date
  deadline_at: Date
}

export interface NewGreeting {
  greetingId: string
  callbackId: string
  corpId: string
  staffUserid: string
  externalUserid: string
  entryState: string | undefined
  welcomeCode: string
  deadlineAt: Date
}

export async function insertGreetings(
  db: Db,
  workspaceId: string,
  all: readonly NewGreeting[],
  now: Date,
): Promise<void> {
  if (all.length === 0) return
  await sql`
    insert into community.greeting (workspace_id, greeting_id, callback_id, corp_id, staff_userid,
      external_userid, entry_state, welcome_code, state, received_at, deadline_at, next_try_at)
    select ${workspaceId}::uuid, g.greeting_id, g.callback_id, g.corp_id, g.staff_userid,
      g.external_userid, g.entry_state, g.welcome_code, 'waiting', ${now}::timestamptz,
      g.deadline_at, ${now}::timestamptz
    from unnest(${all.map((one) => one.greetingId)}::uuid[],
      ${all.map((one) => one.callbackId)}::uuid[], ${all.map((one) => one.corpId)}::text[],
      ${all.map((one) => one.staffUserid)}::text[], ${all.map((one) => one.externalUserid)}::text[],
      ${all.map((one) => one.entryState ?? null)}::text[],
      ${all.map((one) => one.welcomeCode)}::text[],
      ${all.map((one) => one.deadlineAt.toISOString())}::timestamptz[])
      as g(greeting_id, callback_id, corp_id, staff_userid, external_userid, entry_state,
        welcome_code, deadline_at)`.execute(db)
}

/**
 * Takes greetings that are due, those that run out first in front. One whose worker died while
 * sending comes back as `unsure`: WeCom will say whether it arrived.
 */
export async function claimGreetings(db: Db, now: Date, limit: number): Promise<GreetingRow[]> {
  const { rows } = await sql<GreetingRow>`
    with due as (
      select workspace_id, greeting_id from community.greeting where next_try_at <= ${now}
      order by deadline_at limit ${limit} for update skip locked)
    update community.greeting g set unsure = g.unsure or g.state <> 'waiting', state = 'sending',
      attempts = g.attempts + 1, next_try_at = ${addMs(now, LEASE_MS)}
    from due where g.workspace_id = due.workspace_id and g.greeting_id = due.greeting_id
    returning g.*`.execute(db)
  return rows
}

export interface GreetingSaved {
  greeting: Pick<GreetingRow, 'workspace_id' | 'greeting_id' | 'received_at'>
  next: Next
  letterId?: string | undefined
}

/** What became of greetings that this worker took. */
export async function saveGreetings(
  db: Db,
  saved: readonly GreetingSaved[],
  now: Date,
): Promise<void> {
  const latencyOf = ({ greeting, next }: GreetingSaved) =>
    next.kind === 'over' && next.state === 'sent'
      ? now.getTime() - greeting.received_at.getTime()
      : null
  await sql`
    update community.greeting g set state = s.state, reason = s.reason,
      unsure = g.unsure or s.state = 'unknown', next_try_at = s.again,
      settled_at = case when s.again is null then ${now}::timestamptz end,
      latency_ms = s.latency, letter_id = coalesce(s.letter_id, g.letter_id)
    from unnest(${saved.map(({ greeting }) => greeting.workspace_id)}::uuid[],
      ${saved.map(({ greeting }) => greeting.greeting_id)}::uuid[],
      ${saved.map(({ next }) => next.state)}::text[],
      ${saved.map(({ next }) => next.reason ?? null)}::text[],
      ${saved.map(({ next }) => (next.kind === 'over' ? null : next.at.toISOString()))}::timestamptz[],
      ${saved.map(latencyOf)}::int[], ${saved.map(({ letterId }) => letterId ?? null)}::uuid[])
      as s(workspace_id, greeting_id, state, reason, again, latency, letter_id)
    where g.workspace_id = s.workspace_id and g.greeting_id = s.greeting_id
      and g.state = 'sending'`.execute(db)
}

export const NEXT_GREETING_AT = sql<Date | null>`
  select min(next_try_at) from community.greeting where next_try_at is not null`

export interface GreetingDay {
  day: string
  added: number
  sent: number
  missed: number
  already_done: number
  failed: number
  nothing_to_say: number
  open: number
  p50_ms: number | null
  p95_ms: number | null
}

/** Newcomers who came with a welcome code, by the local day they came. */
export async function greetingDays(
  db: Db,
  workspaceId: string,
  span: { from: Date; to: Date; timeZone: string; staffUserid: string | undefined },
): Promise<GreetingDay[]> {
  const { rows } = await sql<GreetingDay>`
    select to_char(received_at at time zone ${span.timeZone}, 'YYYY-MM-DD') as day,
      count(*)::int as added,
      count(*) filter (where state = 'sent')::int as sent,
      count(*) filter (where state = 'missed')::int as missed,
      count(*) filter (where state = 'already_done')::int as already_done,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'nothing_to_say')::int as nothing_to_say,
      count(*) filter (where next_try_at is not null)::int as open,
      percentile_cont(0.5) within group (order by latency_ms) as p50_ms,
      percentile_cont(0.95) within group (order by latency_ms) as p95_ms
    from community.greeting
    where workspace_id = ${workspaceId} and received_at >= ${span.from} and received_at < ${span.to}
      and (${span.staffUserid ?? null}::text is null or staff_userid = ${span.staffUserid ?? null})
    group by 1 order by 1`.execute(db)
  return rows
}
