import { isFlooded } from '#modules/collect/service.ts'
import { holds } from '#platform/db/db.ts'
import type { Db } from '#platform/db/db.ts'
import { carryOn } from '#platform/outbox/root.ts'
import type { Runtime } from '#platform/runtime.ts'
import { interestsMoved } from '../facts.ts'
import { GATHER_SECONDS } from '../model/gather.ts'
import { FAINT, HALF_LIFE_DAYS } from '../model/interest.ts'
import { saveInterests, takeStale } from '../store/marks.ts'

const PEOPLE_A_TURN = 2_000

/**
 * Brings portraits up to date whose interests moved, and says so. One turn a look, however many
 * wait: under a flood of clicks this takes its share and no more, and whoever clicks on and on is
 * computed once a turn.
 */
export async function followInterests(rt: Runtime): Promise<number> {
  const after: string[] = []
  const now = rt.clock.now()
  const rule = { now, halfLifeDays: HALF_LIFE_DAYS, faint: FAINT }
  await rt.database.db.transaction().execute(async (trx) => {
    const flooded = await holds(trx as Db, isFlooded)
    const upTo = flooded ? new Date(now.getTime() - GATHER_SECONDS * 1_000) : now
    const rows = await takeStale(trx as Db, upTo, PEOPLE_A_TURN)
    const save = async (part: typeof rows) => {
      for (const [workspaceId, people] of Map.groupBy(part, (row) => row.workspace_id)) {
        const tx = rt.ctxIn(trx as Db, workspaceId, after)
        const personIds = people.map((p) => p.person_id).toSorted()
        await saveInterests(tx.db, workspaceId, personIds, rule)
        await tx.publish(interestsMoved({ personIds }))
      }
    }
    await carryOn(trx as Db, rows, (part) => save([...part]), 'any')
  })
  for (const tick of new Set(after)) rt.poke(tick)
  return 0
}
