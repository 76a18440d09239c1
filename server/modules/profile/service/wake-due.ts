import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Runtime } from '#platform/runtime.ts'
import { recompute } from './recompute.ts'

const DUE_PEOPLE = 2_000

/** Recomputes those whose stage or tier changes by time alone now; answers how many. */
export async function profileStages(rt: Runtime): Promise<number> {
  const now = rt.clock.now()
  return rt.database.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ workspace_id: string; person_id: string }>`
      select workspace_id, person_id from profile.person
      where due_at <= ${now} order by due_at limit ${DUE_PEOPLE}
      for update skip locked`.execute(trx)
    const byWorkspace = Map.groupBy(rows, (row) => row.workspace_id)
    for (const [workspaceId, people] of byWorkspace) {
      const tx = rt.ctxIn(trx as Db, workspaceId)
      await recompute(
        tx,
        people.map((p) => p.person_id),
        { why: 'time' },
      )
    }
    return rows.length
  })
}
