import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import { atOnceWhile } from '#platform/look.ts'
import type { Tick } from '#platform/module.ts'
import { anyOf, stemsFrom } from '#platform/outbox/root.ts'
import type { Runtime } from '#platform/runtime.ts'
import { lookAt } from './service/follow.ts'
import { NEXT_FLIP_AT, takeDueFlips } from './store/memberships.ts'
import { findSegment, lookedUpTo, nextToLookAt } from './store/segments.ts'
import { peopleIdsAfter } from '#modules/profile/service.ts'

const DUE_FLIPS = 5_000
const PEOPLE_A_TURN = 2_000

/** Law 5: "not seen for 7 days" becomes true at that instant; the due instant is woken. */
export const flipTick: Tick = {
  name: 'audience.flip',
  everyMs: 500,
  run: flipDue,
  due: NEXT_FLIP_AT,
}

/** After a segment goes live or changes, everybody is looked at once, a few at a time. */
export const backfillTick: Tick = {
  name: 'audience.backfill',
  everyMs: 1_000,
  run: backfill,
  due: atOnceWhile(sql`exists (
    select 1 from audience.segment where looked_up_to is not null and state = 'live')`),
  underWay: (db, { snapshot }) =>
    anyOf(
      db,
      sql`select 1 from audience.segment where looked_up_to is not null and state = 'live'
        and ${stemsFrom('looks_since', snapshot)}`,
    ),
}

const MIRROR_ROWS = 10_000

/** Copies changed memberships to ClickHouse, where previews ask for segments in segments. */
export const mirrorTick: Tick = {
  name: 'audience.mirror',
  follows: true,
  everyMs: 1_000,
  run: mirror,
  due: atOnceWhile(sql`exists (select 1 from audience.mirror)`),
  underWay: (db, { snapshot }) =>
    anyOf(db, sql`select 1 from audience.mirror where ${stemsFrom('root', snapshot)}`),
}

async function mirror(rt: Runtime): Promise<number> {
  return rt.database.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ version: string }>`
      delete from audience.mirror where (workspace_id, segment_id, person_id) in (
        select workspace_id, segment_id, person_id from audience.mirror
        limit ${MIRROR_ROWS} for update skip locked)
      returning workspace_id, segment_id, person_id, member, version`.execute(trx)
    if (rows.length === 0) return 0
    const versions = rows.map((r) => BigInt(r.version)).toSorted((a, b) => (a < b ? -1 : 1))
    const token = `members:${versions[0]}:${versions.at(-1)}:${rows.length}`
    await rt.ch.insert('segment_members', rows, token)
    return rows.length
  })
}

async function flipDue(rt: Runtime): Promise<number> {
  return rt.database.db.transaction().execute(async (trx) => {
    const due = await takeDueFlips(trx as Db, rt.clock.now(), DUE_FLIPS)
    const groups = Map.groupBy(due, (d) => `${d.workspace_id} ${d.segment_id}`)
    for (const flips of groups.values()) {
      const { workspace_id: workspaceId = '', segment_id: segmentId = '' } = flips[0] ?? {}
      const segment = await findSegment(trx as Db, workspaceId, segmentId)
      if (segment?.state !== 'live') continue
      const personIds = flips.map((f) => f.person_id)
      const tx = rt.ctxIn(trx as Db, workspaceId)
      await lookAt(tx, [segment], { personIds, why: 'time', quiet: false })
    }
    return due.length
  })
}

async function backfill(rt: Runtime): Promise<number> {
  return rt.database.db.transaction().execute(async (trx) => {
    const segment = await nextToLookAt(trx as Db)
    if (!segment) return 0
    const tx = rt.ctxIn(trx as Db, segment.workspace_id)
    const personIds = await peopleIdsAfter(tx, segment.looked_up_to, PEOPLE_A_TURN)
    await lookAt(tx, [segment], { personIds, why: 'backfill', quiet: true })
    const last = personIds.length < PEOPLE_A_TURN ? null : (personIds.at(-1) ?? null)
    await lookedUpTo(tx.db, tx.workspaceId, segment.segment_id, last)
    return Math.max(1, personIds.length)
  })
}
