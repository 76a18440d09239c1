import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { StaffOrder } from '../model/staff.ts'

export interface StaffMember {
  userid: string
  name: string
  departments: readonly number[]
}

/** Replaces what is known of the staff: who is no longer listed becomes inactive and stays. */
export async function saveStaff(
  db: Db,
  workspaceId: string,
  staff: readonly StaffMember[],
  now: Date,
): Promise<void> {
  await sql`
    insert into community.staff (workspace_id, staff_userid, name, departments, active, read_at)
    select ${workspaceId}::uuid, s.userid, s.name, string_to_array(s.departments, ',')::int[], true, ${now}
    from unnest(${staff.map((s) => s.userid)}::text[], ${staff.map((s) => s.name)}::text[],
      ${staff.map((s) => s.departments.join(','))}::text[]) as s(userid, name, departments)
    on conflict (workspace_id, staff_userid) do update set name = excluded.name,
      departments = excluded.departments, active = true, read_at = excluded.read_at`.execute(db)
  await sql`
    update community.staff set active = false
    where workspace_id = ${workspaceId} and active and read_at is not null
      and not staff_userid = any(${staff.map((s) => s.userid)}::text[])`.execute(db)
}

/** Somebody who appears in a callback before the list was read. */
export async function noteStaff(db: Db, workspaceId: string, ...userids: string[]): Promise<void> {
  await sql`insert into community.staff (workspace_id, staff_userid)
    select distinct ${workspaceId}::uuid, s from unnest(${userids}::text[]) as s order by 2
    on conflict do nothing`.execute(db)
}

export async function activeStaff(db: Db, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ staff_userid: string }>`
    select staff_userid from community.staff where workspace_id = ${workspaceId} and active
    order by staff_userid`.execute(db)
  return rows.map((row) => row.staff_userid)
}

export interface StaffRow {
  staff_userid: string
  name: string
  departments: number[]
  active: boolean
  contacts: number
  lost: number
  sent: number
  missed: number
  median_ms: number | null
}

const ORDER_BY: Readonly<Record<StaffOrder, ReturnType<typeof sql>>> = {
  contacts: sql`contacts desc, staff_userid`,
  name: sql`name, staff_userid`,
  sent: sql`sent desc, staff_userid`,
  missed: sql`missed desc, staff_userid`,
  lost: sql`lost desc, staff_userid`,
}

export async function listStaffRows(
  db: Db,
  workspaceId: string,
  f: { text: string | undefined; active: boolean | undefined; order: StaffOrder },
  limit: number,
  offset: number,
): Promise<StaffRow[]> {
  const { rows } = await sql<StaffRow>`
    select s.staff_userid, s.name, s.departments, s.active,
      coalesce(r.contacts, 0) as contacts, coalesce(r.lost, 0) as lost,
      coalesce(g.sent, 0) as sent, coalesce(g.missed, 0) as missed, g.median_ms
    from community.staff s
    left join (select staff_userid, count(*) filter (where lost_at is null)::int as contacts,
        count(*) filter (where lost_at is not null)::int as lost
      from community.relation where workspace_id = ${workspaceId} group by 1) r using (staff_userid)
    left join (select staff_userid, count(*) filter (where state = 'sent')::int as sent,
        count(*) filter (where state = 'missed')::int as missed,
        percentile_cont(0.5) within group (order by latency_ms) as median_ms
      from community.greeting where workspace_id = ${workspaceId} group by 1) g using (staff_userid)
    where s.workspace_id = ${workspaceId}
      and (${f.active ?? null}::boolean is null or s.active = ${f.active ?? null})
      and (${f.text ?? null}::text is null or strpos(lower(s.name || ' ' || s.staff_userid),
        lower(${f.text ?? null})) > 0)
    order by ${ORDER_BY[f.order]} limit ${limit} offset ${offset}`.execute(db)
  return rows
}
