import { sql } from 'kysely'
import { daysBefore } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db/db.ts'
import { REMEMBER_DAYS } from '../model/budget.ts'
import type { Use } from '../model/budget.ts'
import { DEFAULT_POLICY, Policy } from '../model/policy.ts'

interface StoredUse extends Omit<Use, 'at'> {
  at: string
}

const read = (uses: readonly StoredUse[]): Use[] =>
  uses.map((use) => ({ ...use, at: new Date(use.at) }))

/**
 * Locks these people's budgets until the transaction ends, in order of id, so that deciders never
 * wait for each other in a circle; answers what each was sent in the last month.
 */
export async function lockBudgets(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  personIds: readonly string[],
): Promise<Map<string, Use[]>> {
  const ids = [...new Set(personIds)]
  await sql`
    insert into deliver.budget_use (workspace_id, person_id)
    select ${workspaceId}::uuid, p from unnest(${ids}::bigint[]) as p order by p
    on conflict do nothing`.execute(db)
  const { rows } = await sql<{ person_id: string; uses: StoredUse[] }>`
    select person_id::text, uses from deliver.budget_use
    where workspace_id = ${workspaceId} and person_id = any(${ids}::bigint[])
    order by budget_use.person_id for update`.execute(db)
  return new Map(rows.map((row) => [row.person_id, read(row.uses)]))
}

export async function budgetsOf(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  personIds: readonly string[],
): Promise<Map<string, Use[]>> {
  const { rows } = await sql<{ person_id: string; uses: StoredUse[] }>`
    select person_id::text, uses from deliver.budget_use
    where workspace_id = ${workspaceId} and person_id = any(${personIds}::bigint[])`.execute(db)
  return new Map(rows.map((row) => [row.person_id, read(row.uses)]))
}

/** Writes what the locked budgets have become; what no cap looks at any more is forgotten. */
export async function saveBudgets(
  { db, workspaceId, now }: Pick<Ctx, 'db' | 'workspaceId' | 'now'>,
  budgets: ReadonlyMap<string, readonly Use[]>,
): Promise<void> {
  if (budgets.size === 0) return
  const since = daysBefore(now, REMEMBER_DAYS)
  const kept = [...budgets].map(([personId, uses]) => ({
    person_id: personId,
    uses: uses.filter(({ at }) => at >= since),
  }))
  await sql`
    update deliver.budget_use b set uses = n.uses
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as n(person_id bigint, uses jsonb)
    where b.workspace_id = ${workspaceId} and b.person_id = n.person_id`.execute(db)
}

/** The budget the workspace chose, else the default in the workspace's own zone. */
export async function loadPolicy(db: Db, workspaceId: string): Promise<Policy> {
  return (await chosenPolicy(db, workspaceId)) ?? defaultPolicy(db, workspaceId)
}

export async function chosenPolicy(db: Db, workspaceId: string): Promise<Policy | undefined> {
  const { rows } = await sql<{ policy: unknown }>`
    select policy from deliver.policy where workspace_id = ${workspaceId}`.execute(db)
  return rows[0] && Policy.parse(rows[0].policy)
}

async function defaultPolicy(db: Db, workspaceId: string): Promise<Policy> {
  const { rows } = await sql<{ time_zone: string }>`
    select time_zone from deliver.zone where workspace_id = ${workspaceId}`.execute(db)
  return rows[0] ? { ...DEFAULT_POLICY, timeZone: rows[0].time_zone } : DEFAULT_POLICY
}

export async function saveZone(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  timeZone: string,
): Promise<void> {
  await sql`
    insert into deliver.zone (workspace_id, time_zone) values (${workspaceId}, ${timeZone})
    on conflict (workspace_id) do update set time_zone = excluded.time_zone`.execute(db)
}

export async function savePolicy(
  { db, workspaceId, now }: Pick<Ctx, 'db' | 'workspaceId' | 'now'>,
  policy: Policy,
  by: string,
): Promise<void> {
  await sql`
    insert into deliver.policy (workspace_id, policy, updated_at, updated_by)
    values (${workspaceId}, ${JSON.stringify(policy)}::jsonb, ${now}, ${by})
    on conflict (workspace_id) do update set policy = excluded.policy,
      updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(db)
}
