import { sql } from 'kysely'
import { addMs, HOUR_MS, MINUTE_MS } from '#kernel/time.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { Db } from '#platform/db/db.ts'
import type { DutyPlan, DutyStanding, Serving } from '../model/duty.ts'

export interface CodeSettings {
  name: string
  staffUserids: readonly string[]
  skipVerify: boolean
  accountId: string | undefined
  duty: DutyPlan | undefined
}

/** With nobody serving the way in WeCom is overwritten as a whole at the next look. */
export async function saveSettings(ctx: Ctx, id: string, s: CodeSettings): Promise<void> {
  await sql`
    update entry.code set name = ${s.name}, staff_userids = ${[...s.staffUserids]}::text[],
      skip_verify = ${s.skipVerify}, account_id = ${s.accountId ?? null},
      duty = ${s.duty ? JSON.stringify(s.duty) : null}::jsonb, serving = '{}',
      duty_next_at = ${ctx.now}, updated_at = ${ctx.now}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(ctx.db)
}

/**
 * Who serves from now on. If the code fell due again since it was read (somebody came meanwhile), it
 * is looked at once more: what was decided did not know of her.
 */
export async function saveServing(
  ctx: Ctx,
  { id, dueWhenRead }: { id: string; dueWhenRead: Date | null },
  { users, standing }: Serving,
  next: Date | undefined,
): Promise<void> {
  await sql`
    update entry.code set serving = ${users}::text[], duty_standing = ${standing},
      duty_failure = null,
      duty_next_at = case when duty_next_at is not distinct from ${dueWhenRead}::timestamptz
        then ${next ?? null}::timestamptz else ${ctx.now} end
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(ctx.db)
}

export async function saveDutyFailure(
  ctx: Ctx,
  id: string,
  failure: string,
  standing: DutyStanding,
  again: Date,
): Promise<void> {
  await sql`
    update entry.code set duty_failure = ${failure.slice(0, 300)}, duty_standing = ${standing},
      duty_next_at = ${again}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(ctx.db)
}

/** Days are counted, so the last adding is known to the hour: else all who come wait for one row. */
const KNOWN_TO_MS = HOUR_MS

interface Load {
  staffUserid: string
  at: Date
  /** by the wall clock of the duty */
  day: string
}

/** These came by this code, and who took them in. */
export async function addLoads(
  tx: TxCtx,
  { codeId, loads, byLoad }: { codeId: string; loads: readonly Load[]; byLoad: boolean },
): Promise<void> {
  await sql`
    insert into entry.code_load (workspace_id, code_id, day, load_id, staff_userid)
    select ${tx.workspaceId}::uuid, ${codeId}::uuid, l.*
    from unnest(${loads.map((load) => load.day)}::date[], ${loads.map(() => tx.newId())}::uuid[],
      ${loads.map((load) => load.staffUserid)}::text[]) as l(day, load_id, staff_userid)`.execute(
    tx.db,
  )
  const latest = new Date(Math.max(...loads.map(({ at }) => at.getTime())))
  await sql`
    update entry.code set last_added_at = greatest(last_added_at, ${latest}),
      duty_next_at = case when ${byLoad} then ${tx.now} else duty_next_at end
    where workspace_id = ${tx.workspaceId} and id = ${codeId}
      and (last_added_at is null or last_added_at < ${addMs(latest, -KNOWN_TO_MS)}
        or (${byLoad} and (duty_next_at is null or duty_next_at > ${tx.now})))`.execute(tx.db)
}

export async function pruneLoads(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from entry.code_load where day < ${before}::date`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export async function loadOf(
  ctx: Ctx,
  codeId: string,
  day: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ staff_userid: string; added: number }>`
    select staff_userid, count(*)::int as added from entry.code_load
    where workspace_id = ${ctx.workspaceId} and code_id = ${codeId} and day = ${day}::date
    group by staff_userid`.execute(ctx.db)
  return new Map(rows.map((row) => [row.staff_userid, row.added]))
}

export const NEXT_DUTY_AT = sql<Date | null>`
  select min(duty_next_at) from entry.code where duty_next_at is not null and status = 'live'`

/** Whoever has taken a code and is gone gives it up after this. */
const LEASE_MS = MINUTE_MS

/** Takes one code whose duty is due, of any workspace. */
export async function claimDuty(
  db: Db,
  now: Date,
): Promise<{ workspace_id: string; id: string } | undefined> {
  const { rows } = await sql<{ workspace_id: string; id: string }>`
    with due as (select workspace_id, id from entry.code
      where duty_next_at <= ${now} and status = 'live'
      order by duty_next_at limit 1 for update skip locked)
    update entry.code c set duty_next_at = ${addMs(now, LEASE_MS)} from due
    where c.workspace_id = due.workspace_id and c.id = due.id
    returning c.workspace_id, c.id`.execute(db)
  return rows[0]
}
