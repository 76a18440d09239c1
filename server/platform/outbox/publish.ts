import { sql } from 'kysely'
import type { Db } from '../db/db.ts'
import type { Fact } from './fact.ts'

/** Writes facts in the caller's transaction; they are heard only if it commits. */
export async function publishTo(
  trx: Db,
  workspaceId: string,
  now: Date,
  facts: readonly Fact<unknown>[],
): Promise<void> {
  await sql`
    insert into platform.outbox (workspace_id, fact, body, at)
    select ${workspaceId}::uuid, f.fact, f.body, ${now}
    from unnest(${facts.map((f) => f.fact)}::text[], ${facts.map((f) => JSON.stringify(f.body))}::jsonb[])
      with ordinality as f(fact, body, n)
    order by f.n`.execute(trx)
}
