import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Carrier } from '../model/carrier.ts'

export interface ReachRow {
  person_id: string
  carrier: Carrier
  scope: string
  address_sealed: string
  address_blind: string
  since: Date
  opened_by: string | null
  opened_at: Date | null
}

type Store = Pick<Ctx, 'db' | 'workspaceId'>

export interface Reached {
  personId: string
  carrier: Carrier
  scope: string
  addressBlind: string
  addressSealed: string
  at: Date
}

/** An address reaches a person from now on; whoever it reached before, it reaches her no longer. */
export async function saveReach(
  { db, workspaceId }: Store,
  rows: readonly Reached[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into deliver.reach as r (workspace_id, carrier, scope, address_blind, person_id,
      address_sealed, since)
    select distinct on (n.carrier, n.scope, n.blind) ${workspaceId}::uuid, n.carrier, n.scope,
      n.blind, n.person_id, n.sealed, n.at
    from unnest(${rows.map((r) => r.carrier)}::text[], ${rows.map((r) => r.scope)}::text[],
      ${rows.map((r) => r.addressBlind)}::text[], ${rows.map((r) => r.personId)}::bigint[],
      ${rows.map((r) => r.addressSealed)}::text[], ${rows.map((r) => r.at)}::timestamptz[])
      as n(carrier, scope, blind, person_id, sealed, at)
    order by n.carrier, n.scope, n.blind, n.at desc
    on conflict (workspace_id, carrier, scope, address_blind) do update set
      person_id = excluded.person_id,
      since = case when r.lost_at is null then r.since else excluded.since end,
      lost_at = case when r.lost_at > excluded.since then r.lost_at else null end
    where r.person_id <> excluded.person_id or r.lost_at is not null`.execute(db)
}

export async function loseReach(
  { db, workspaceId }: Store,
  rows: readonly { carrier: Carrier; scope: string; addressBlind: string; at: Date }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update deliver.reach r set lost_at = n.at
    from unnest(${rows.map((r) => r.carrier)}::text[], ${rows.map((r) => r.scope)}::text[],
      ${rows.map((r) => r.addressBlind)}::text[], ${rows.map((r) => r.at)}::timestamptz[])
      as n(carrier, scope, blind, at)
    where r.workspace_id = ${workspaceId} and r.carrier = n.carrier and r.scope = n.scope
      and r.address_blind = n.blind and r.since <= n.at`.execute(db)
}

/** She wrote, clicked or scanned there: the platform's window opens anew. */
export async function openWindows(
  { db, workspaceId }: Store,
  rows: readonly { scope: string; addressBlind: string; by: string; at: Date }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update deliver.reach r set opened_by = n.by, opened_at = n.at
    from (select distinct on (scope, blind) * from unnest(${rows.map((r) => r.scope)}::text[],
      ${rows.map((r) => r.addressBlind)}::text[], ${rows.map((r) => r.by)}::text[],
      ${rows.map((r) => r.at)}::timestamptz[]) as u(scope, blind, by, at)
      order by scope, blind, at desc) as n
    where r.workspace_id = ${workspaceId} and r.carrier = 'official_account' and r.scope = n.scope
      and r.address_blind = n.blind and (r.opened_at is null or r.opened_at < n.at)`.execute(db)
}

/** Every way to these people that is open, the newest of a carrier first. */
export async function reachOfPeople(
  { db, workspaceId }: Store,
  personIds: readonly string[],
): Promise<Map<string, ReachRow[]>> {
  const { rows } = await sql<ReachRow>`
    select person_id::text, carrier, scope, address_sealed, address_blind, since, opened_by,
      opened_at
    from deliver.reach where workspace_id = ${workspaceId}
      and person_id = any(${personIds}::bigint[]) and lost_at is null
    order by person_id, carrier, since desc`.execute(db)
  const map = new Map<string, ReachRow[]>()
  for (const row of rows) {
    const list = map.get(row.person_id)
    if (list) list.push(row)
    else map.set(row.person_id, [row])
  }
  return map
}

export async function moveReach(
  { db, workspaceId }: Store,
  from: string,
  to: string,
): Promise<void> {
  await sql`update deliver.reach set person_id = ${to}
    where workspace_id = ${workspaceId} and person_id = ${from}`.execute(db)
}

/** On a split: the addresses that are the leaving person's own go with her. */
export async function moveReachOf(
  { db, workspaceId }: Store,
  from: string,
  to: string,
  blinds: readonly string[],
): Promise<void> {
  await sql`update deliver.reach set person_id = ${to} where workspace_id = ${workspaceId}
    and person_id = ${from} and address_blind = any(${blinds}::text[])`.execute(db)
}
