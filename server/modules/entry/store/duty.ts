import { sql } from 'kysely'
import { addMs, MINUTE_MS } from '#kernel/time.ts'
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

export async function saveServing(
  ctx: Ctx,
  id: string,
  { users, standing }: Serving,
  next: Date | undefined,
): Promise<void> {
  await sql`
    update entry.code set serving = ${users}::text[], duty_standing = ${standing},
      duty_next_at = ${next ?? null}, duty_failure = null
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

/** Somebody came by this code: of one code and day, by who took her in. */
export async function addLoad(
  tx: TxCtx,
  of: { codeId: string; day: string; staffUserid: string; at: Date; byLoad: boolean },
): Promise<void> {
  await sql`
    insert into entry.code_load (workspace_id, code_id, day, staff_userid, added)
    values (${tx.workspaceId}, ${of.codeId}, ${of.day}::date, ${of.staffUserid}, 1)
    on conflict (workspace_id, code_id, day, staff_userid)
      do update set added = code_load.added + 1`.execute(tx.db)
  await sql`
    update entry.code set last_added_at = greatest(last_added_at, ${of.at}),
      duty_next_at = case when ${of.byLoad} then ${tx.now} else duty_next_at end
    where workspace_id = ${tx.workspaceId} and id = ${of.codeId}`.execute(tx.db)
}

export async function loadOf(
  ctx: Ctx,
  codeId: string,
  day: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ staff_userid: string; added: number }>`
    select staff_userid, added from entry.code_load where workspace_id = ${ctx.workspaceId}
      and code_id = ${codeId} and day = ${day}::date`.execute(ctx.db)
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
