import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { FactHandler, Module } from '../module.ts'
import type { Runtime } from '../runtime.ts'
import { isCollision } from '../db/db.ts'
import type { Db } from '../db/db.ts'
import { behind } from './behind.ts'
import { carryOn } from './root.ts'
import type { Heard } from './fact.ts'

interface Row {
  xid: string
  position: string
  workspace_id: string
  fact: string
  body: unknown
  at: Date
  root: string
}

const BATCH_FACTS = 1_000
const TRIES = 5

/** Lets every module hear what is new to it; answers how many facts were heard. */
export async function dispatch(rt: Runtime): Promise<number> {
  let heard = 0
  for (const name of await behind(rt.database.db, rt.modules, { readable: true })) {
    const module = must(
      rt.modules.find((m) => m.name === name),
      name,
    )
    heard += await hear(rt, module, must(module.on, name))
  }
  return heard
}

async function hear(rt: Runtime, module: Module, on: Record<string, FactHandler>): Promise<number> {
  const db = rt.database.db
  const after: string[] = []
  try {
    const heard = await db.transaction().execute(async (trx) => {
      const cursor = await lockCursor(trx as Db, module.name)
      if (!cursor) return 0
      const rows = await nextFacts(trx as Db, cursor, Object.keys(on))
      const last = rows.at(-1)
      if (!last) return 0
      await carryOn(trx as Db, rows, async (part) => {
        for (const group of consecutive(part)) await tell(rt, trx as Db, group, on, after)
      })
      await moveCursor(trx as Db, module.name, last)
      rt.metrics.factsHeard.inc({ module: module.name }, rows.length)
      return rows.length
    })
    for (const tick of new Set(after)) rt.poke(tick)
    return heard
  } catch (error) {
    if (isCollision(error)) throw error
    rt.log.error({ err: error, module: module.name }, 'a module could not take facts')
    return hearOne(rt, module, on)
  }
}

/** After a failure: fact by fact, so that one poisonous fact stops nobody else for ever. */
async function hearOne(rt: Runtime, module: Module, on: Record<string, FactHandler>) {
  const db = rt.database.db
  const failed: Row[] = []
  try {
    return await db.transaction().execute(async (trx) => {
      const cursor = await lockCursor(trx as Db, module.name)
      const row = cursor && (await nextFacts(trx as Db, cursor, Object.keys(on), 1))[0]
      if (!row) return 0
      failed.push(row)
      await carryOn(trx as Db, [row], (one) => tell(rt, trx as Db, one, on))
      await moveCursor(trx as Db, module.name, row)
      return 1
    })
  } catch (error) {
    const broken = failed[0]
    // No fact was at fault: the database could not be asked. The next run asks again.
    if (!broken || isCollision(error)) throw error
    return setAside(rt, module.name, broken, error)
  }
}

async function setAside(rt: Runtime, subscriber: string, row: Row, error: unknown) {
  const { db } = rt.database
  const { rows } = await sql<{ failures: number }>`
    insert into platform.outbox_cursor as c (subscriber, failures) values (${subscriber}, 1)
    on conflict (subscriber) do update set failures = c.failures + 1 returning failures`.execute(db)
  if ((rows[0]?.failures ?? 0) < TRIES) return 0
  await db.transaction().execute(async (trx) => {
    await sql`
      insert into platform.outbox_failed
        (subscriber, position, workspace_id, fact, body, at, error)
      values (${subscriber}, ${row.position}, ${row.workspace_id}, ${row.fact},
        ${JSON.stringify(row.body)}, ${row.at}, ${String(error)})
      on conflict do nothing`.execute(trx)
    await moveCursor(trx as Db, subscriber, row)
  })
  rt.metrics.factsFailed.inc({ module: subscriber })
  rt.log.error({ subscriber, fact: row.fact, position: row.position }, 'a fact was set aside')
  return 1
}

interface Cursor {
  xid: string
  position: string
}

async function lockCursor(trx: Db, subscriber: string): Promise<Cursor | undefined> {
  await sql`insert into platform.outbox_cursor (subscriber) values (${subscriber})
    on conflict do nothing`.execute(trx)
  const { rows } = await sql<Cursor>`
    select xid::text, position from platform.outbox_cursor where subscriber = ${subscriber}
    for update skip locked`.execute(trx)
  return rows[0]
}

async function nextFacts(trx: Db, after: Cursor, facts: string[], limit = BATCH_FACTS) {
  const { rows } = await sql<Row>`
    select xid::text, position, workspace_id, fact, body, at, root::text from platform.outbox
    where (xid, position) > (${after.xid}::xid8, ${after.position}::bigint)
      and fact = any(${facts}::text[]) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by platform.outbox.xid, position limit ${limit}`.execute(trx)
  return rows
}

async function moveCursor(trx: Db, subscriber: string, to: Cursor) {
  await sql`update platform.outbox_cursor
    set xid = ${to.xid}::xid8, position = ${to.position}, failures = 0
    where subscriber = ${subscriber}`.execute(trx)
}

/** Runs of the same fact in the same workspace, order kept. */
function consecutive(rows: readonly Row[]): Row[][] {
  const groups: Row[][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last?.[0]?.fact === row.fact && last[0].workspace_id === row.workspace_id) last.push(row)
    else groups.push([row])
  }
  return groups
}

async function tell(
  rt: Runtime,
  trx: Db,
  group: readonly Row[],
  on: Record<string, FactHandler>,
  after: string[] = [],
): Promise<void> {
  const first = must(group[0], 'a fact')
  const handler = must(on[first.fact], first.fact)
  const tx = rt.ctxIn(trx, first.workspace_id, after)
  const heard: Heard[] = group.map(({ body, at, position }) => ({ body, at, position }))
  await handler(tx, heard as Heard<never>[])
}
