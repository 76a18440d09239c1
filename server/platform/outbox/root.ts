import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Db } from '../db/db.ts'

/**
 * Every piece of waiting work carries the transaction it stems from (`platform.root()`), so that one
 * can ask: is anything still under way that follows from what this snapshot saw?
 */
export const stemsFrom = (column: string, snapshot: string): RawBuilder<boolean> =>
  sql<boolean>`pg_visible_in_snapshot(${sql.ref(column)}, ${snapshot}::pg_snapshot)`

/** Does the table hold a row, due now, that follows from what the snapshot saw? */
export async function anyOf(db: Db, rows: RawBuilder<unknown>): Promise<boolean> {
  const { rows: found } = await sql<{ any: boolean }>`select exists (${rows}) as any`.execute(db)
  return found[0]?.any === true
}

/** Begins to wait for what this instant has seen; whoever forgets to end it is forgotten in time. */
export async function beginWatch(db: Db, id: string, until: Date): Promise<string> {
  const { rows } = await sql<{ snapshot: string }>`
    insert into platform.watch (id, until) values (${id}, ${until})
    returning snapshot::text`.execute(db)
  return rows[0]?.snapshot ?? ''
}

export async function endWatch(db: Db, id: string, now: Date): Promise<void> {
  await sql`delete from platform.watch where id = ${id} or until < ${now}`.execute(db)
}

interface Rooted {
  root: string | null
}

/**
 * Does the work in its order, and whatever it writes stems from what it carries on. Usually all of it
 * at once, under its oldest root; while somebody waits, in parts that follow from what she waits for
 * or do not: later work would otherwise join the chain she waits for, again and again, without end.
 */
export async function carryOn<Row extends Rooted>(
  trx: Db,
  taken: readonly Row[],
  work: (part: readonly Row[]) => Promise<void>,
  order: 'kept' | 'any' = 'kept',
): Promise<void> {
  if (taken.length === 0) return
  const { rows: watches } = await sql<{ snapshot: string }>`
    select snapshot::text from platform.watch`.execute(trx)
  const parts = partsOf(
    taken,
    watches.map(({ snapshot }) => snapshot),
    order,
  )
  for (const part of parts) {
    await sql`select set_config('siyu.root', ${oldestRoot(part) ?? ''}, true)`.execute(trx)
    await work(part)
  }
}

/** Rows that the same watches have seen; only neighbours where the order matters. */
export function partsOf<Row extends Rooted>(
  taken: readonly Row[],
  watches: readonly string[],
  order: 'kept' | 'any',
): (readonly Row[])[] {
  if (watches.length === 0) return [taken]
  const seeing = watches.map(readSnapshot)
  // Snapshots contain each other, the older in the newer: how many see it says which.
  const seenBy = ({ root }: Row): number =>
    root === null ? 0 : seeing.filter((sees) => sees(BigInt(root))).length
  if (order === 'any') return [...Map.groupBy(taken, seenBy).values()]
  const parts: Row[][] = []
  let before: number | undefined
  for (const row of taken) {
    const now = seenBy(row)
    if (now === before) parts.at(-1)?.push(row)
    else parts.push([row])
    before = now
  }
  return parts
}

/** PostgreSQL's text of a snapshot: `xmin:xmax:still running,…`. */
function readSnapshot(text: string): (xid: bigint) => boolean {
  const [, xmax = '0', running = ''] = text.split(':')
  const open = new Set(running.split(',').filter(Boolean).map(BigInt))
  return (xid) => xid < BigInt(xmax) && !open.has(xid)
}

function oldestRoot(rows: readonly Rooted[]): string | undefined {
  let oldest: bigint | undefined
  for (const { root } of rows) {
    const xid = root === null ? undefined : BigInt(root)
    if (xid !== undefined && (oldest === undefined || xid < oldest)) oldest = xid
  }
  return oldest?.toString()
}
