import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Db } from '../db/db.ts'
import type { Module } from '../module.ts'
import { stemsFrom } from './root.ts'

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
  const { rows } = await sql<{ name: string }>`
    select s.name from ${listenersWithFacts(modules, what)} order by s.n`.execute(db)
  return rows.map((row) => row.name)
}

/** Is anybody? What may not be read yet counts: it is there to be heard. */
export const isBehind = (modules: readonly Module[]): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from ${listenersWithFacts(modules, { readable: false })})`

/** Fact by fact, each a look into an index: a module whose facts are rare passes nobody else's by. */
function listenersWithFacts(
  modules: readonly Module[],
  what: { readable: boolean; stemmingFrom?: string },
) {
  const listeners = modules
    .filter((module) => module.on)
    .map(({ name, on }, n) => ({ name, facts: Object.keys(on ?? {}), n }))
  const bounds = [
    what.readable ? sql`o.xid < pg_snapshot_xmin(pg_current_snapshot())` : undefined,
    what.stemmingFrom === undefined ? undefined : stemsFrom('o.root', what.stemmingFrom),
  ].filter((bound) => bound !== undefined)
  return sql`jsonb_to_recordset(${JSON.stringify(listeners)}::jsonb)
      as s(name text, facts text[], n int)
    left join platform.outbox_cursor c on c.subscriber = s.name
    where exists (
      select 1 from unnest(s.facts) as f(fact) cross join lateral (
        select 1 from platform.outbox o
        where o.fact = f.fact
          and (o.xid, o.position) > (coalesce(c.xid, '0'), coalesce(c.position, 0))
          and ${bounds.length === 0 ? sql`true` : sql.join(bounds, sql` and `)}
        limit 1) as one)`
}
