import { sql } from 'kysely'
import { isFlooded } from '#modules/collect/service.ts'
import type { Tick } from '#platform/module.ts'
import { anyOf, stemsFrom } from '#platform/outbox/root.ts'
import type { Runtime } from '#platform/runtime.ts'
import { holds } from '#platform/db/db.ts'
import type { Db } from '#platform/db/db.ts'
import { atOnceWhile } from '#platform/look.ts'
import { GATHER_SECONDS } from './model/gather.ts'
import { followInterests } from './service/follow-interests.ts'
import { profileStages } from './service/wake-due.ts'

const MIRROR_ROWS = 5_000

/** Law 5: who changes stage or tier by time alone is woken at that instant; nobody is polled. */
export const dueTick: Tick = {
  name: 'profile.due',
  everyMs: 1_000,
  run: profileStages,
  due: sql`select min(due_at) from profile.person where due_at is not null`,
}

/** Portraits follow interests, however often these moved in between. */
export const interestsTick: Tick = {
  name: 'profile.interests',
  follows: true,
  everyMs: 1_000,
  run: followInterests,
  due: sql`select case when ${isFlooded} then min(since) + ${GATHER_SECONDS} * interval '1 second'
    else min(since) end from profile.stale`,
  underWay: (db, { snapshot }) =>
    anyOf(db, sql`select 1 from profile.stale where ${stemsFrom('root', snapshot)}`),
}

/**
 * Copies changed portraits to ClickHouse, where predicates over everybody are asked. Nobody pokes
 * it but whoever waits for it (`settled`): a portrait that moves ten times a second is copied once
 * in three.
 */
export const mirrorTick: Tick = {
  name: 'profile.mirror',
  follows: true,
  everyMs: 3_000,
  run: mirror,
  due: atOnceWhile(sql`exists (select 1 from profile.person where not mirrored)`),
  underWay: (db, { snapshot }) =>
    anyOf(
      db,
      sql`select 1 from profile.person where not mirrored and ${stemsFrom('root', snapshot)}`,
    ),
}

interface Row {
  workspace_id: string
  person_id: string
  created_at: Date
  attributes: object
  tags: string[]
  stage: string
  tier: string | null
  interests: object
  reachable: string[]
  source: string
  orders: number
  paid_fen: string
  first_order_at: Date | null
  last_order_at: Date | null
  gone: boolean
  version: string
}

const copiedAt = new WeakMap<Runtime, number>()

async function mirror(rt: Runtime): Promise<number> {
  const wallMs = rt.system.wallNow().getTime()
  const restedMs = wallMs - (copiedAt.get(rt) ?? 0)
  if (restedMs < GATHER_SECONDS * 1_000 && (await holds(rt.database.db, isFlooded))) return 0
  copiedAt.set(rt, wallMs)
  return rt.database.db.transaction().execute(async (trx) => {
    const rows = await takeUnmirrored(trx as Db)
    const last = rows.at(-1)
    if (!last) return 0
    await rt.ch.insert(
      'people',
      rows.map((row) => ({
        ...row,
        attributes: JSON.stringify(row.attributes),
        tier: row.tier ?? '',
      })),
      `people:${rows[0]?.version}:${last.version}:${rows.length}`,
    )
    // A part of a batch means that the rest is quiet: whoever comes next waits for the next look.
    return rows.length === MIRROR_ROWS ? rows.length : 0
  })
}

/** Versions are unique, so a batch that is copied twice after a crash is the same batch. */
async function takeUnmirrored(trx: Db): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with taken as (
      select workspace_id, person_id from profile.person where not mirrored
      order by version limit ${MIRROR_ROWS} for update skip locked)
    update profile.person p set mirrored = true from taken t
    where p.workspace_id = t.workspace_id and p.person_id = t.person_id
    returning p.workspace_id, p.person_id, p.created_at, p.attributes, p.tags, p.stage, p.tier,
      p.interests, p.reachable, p.source, p.orders, p.paid_fen, p.first_order_at, p.last_order_at,
      p.gone, p.version`.execute(trx)
  return rows.toSorted((a, b) => (BigInt(a.version) < BigInt(b.version) ? -1 : 1))
}
