import { sql } from 'kysely'
import type { Db } from '../db/db.ts'
import type { Module } from '../module.ts'

/**
 * Which modules have facts before them, asked in one statement without a lock, so that a quiet
 * installation writes nothing. `readable`: only what may be read now (no older transaction open);
 * `stemmingFrom`: only what follows from what this snapshot saw.
 */
export async function behind(
  db: Db,
  modules: readonly Module[],
  what: { readable: boolean; stemmingFrom?: string },
): Promise<string[]> {
  const listeners = modules
    .filter((module) => module.on)
    .map(({ name, on }, n) => ({ name, facts: Object.keys(on ?? {}), n }))
  const { rows } = await sql<{ name: string }>`
    select s.name from jsonb_to_recordset(${JSON.stringify(listeners)}::jsonb)
      as s(name text, facts text[], n int)
    left join platform.outbox_cursor c on c.subscriber = s.name
    where exists (
      select 1 from platform.outbox o
      where (o.xid, o.position) > (coalesce(c.xid, '0'), coalesce(c.position, 0))
        and o.fact = any(s.facts)
        and (not ${what.readable} or o.xid < pg_snapshot_xmin(pg_current_snapshot()))
        and (${what.stemmingFrom ?? null}::text is null
          or pg_visible_in_snapshot(o.root, ${what.stemmingFrom ?? null}::pg_snapshot)))
    order by s.n`.execute(db)
  return rows.map((row) => row.name)
}
