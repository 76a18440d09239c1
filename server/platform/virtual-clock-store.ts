import { sql } from 'kysely'
import type { Db } from './db/db.ts'

/** The virtual instant survives a restart: a second start goes on where the first one stopped. */
export async function loadVirtualNow(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ now_at: Date }>`select now_at from platform.clock`.execute(db)
  return rows[0]?.now_at
}

export async function saveVirtualNow(db: Db, now: Date): Promise<void> {
  await sql`insert into platform.clock (now_at) values (${now})
    on conflict (only_one) do update set now_at = greatest(platform.clock.now_at, excluded.now_at)`.execute(
    db,
  )
}
