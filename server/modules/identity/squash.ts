import { sql } from '#kernel/sql.ts'
import { addHours } from '#kernel/time.ts'
import { anyUnderWay } from '#modules/collect/service.ts'
import type { ClickHouse } from '#platform/clickhouse/clickhouse.ts'
import type { Runtime } from '#platform/runtime.ts'
import { SQUASH_DUE, SQUASH_LOCK, saveSquash, settledVersion } from './store/squash.ts'

/**
 * Longer than any batch is on its way between the moment its persons are found and the moment it is
 * stored, by far: what was redirected a pause ago meets no row any more that does not know it.
 */
export const SQUASH_PAUSE_HOURS = 6
/** 10 million rows take 2 to 3 s; one partition after another keeps the engine answering. */
const SECONDS_A_PARTITION = 3_600

const NOW = `dictGetOrDefault('identity_redirect', 'person_id', ident_id, person_id)`
const DIFFERS = `person_id != ${NOW}`

export interface Squashed {
  partitions: number
  rows: number
  dropped: number
  left: number
}

/**
 * Rewrites the person of rows whose identifier moved, so that questions need no redirect, then drops
 * the redirects that did their work a whole pause ago. Rows keep their identifier, so an undo after a
 * squash redirects them anew. Repeatable wherever it is cut off: ClickHouse carries a mutation it has
 * taken to its end by itself, one done twice changes nothing, and a redirect goes only when no row
 * needs it. Inserts go on: a mutation rewrites the parts that were there, the others keep their
 * redirect until the next pause.
 */
export async function squash(
  ch: ClickHouse,
  settled: string,
): Promise<Squashed & { version: string }> {
  const dropped = await dropSettled(ch, settled)
  const version = await newestRedirect(ch)
  const partitions = await ch.query<{ partition: string; n: string }>(
    sql`SELECT _partition_id AS partition, count() AS n FROM events
      WHERE person_id != dictGetOrDefault('identity_redirect', 'person_id', ident_id, person_id)
      GROUP BY partition ORDER BY partition DESC`,
    { maxSeconds: SECONDS_A_PARTITION },
  )
  let rows = 0
  for (const { partition, n } of partitions) {
    await ch.command(
      `ALTER TABLE events${onCluster(ch)} UPDATE person_id = ${NOW} IN PARTITION ID '${partition}'
        WHERE ${DIFFERS} SETTINGS ${MUTATING}`,
    )
    rows += Number(n)
  }
  return { partitions: partitions.length, rows, dropped, left: await redirects(ch), version }
}

/** Awaited on every replica; the dictionary may be read because it only ever gets newer. */
const MUTATING = `mutations_sync = 2, allow_nondeterministic_mutations = 1, max_execution_time = ${SECONDS_A_PARTITION}`

const onCluster = (ch: ClickHouse): string => (ch.cluster ? ` ON CLUSTER ${ch.cluster}` : '')

async function dropSettled(ch: ClickHouse, settled: string): Promise<number> {
  if (!/^[1-9]\d*$/.test(settled)) return 0
  const before = await redirects(ch)
  await ch.command(
    `ALTER TABLE identity_redirect_rows${onCluster(ch)} DELETE WHERE version <= ${settled}
      AND ident_id NOT IN (SELECT ident_id FROM events WHERE ${DIFFERS})
      AND ident_id NOT IN (SELECT ident_id FROM identity_redirect_rows WHERE version > ${settled})
      SETTINGS ${MUTATING}`,
  )
  await ch.command(`SYSTEM RELOAD DICTIONARY${onCluster(ch)} identity_redirect`)
  return before - (await redirects(ch))
}

async function redirects(ch: ClickHouse): Promise<number> {
  const rows = await ch.query<{ n: string }>(
    sql`SELECT uniqExact(ident_id) AS n FROM identity_redirect_rows`,
  )
  return Number(rows[0]?.n ?? 0)
}

async function newestRedirect(ch: ClickHouse): Promise<string> {
  const rows = await ch.query<{ version: string }>(
    sql`SELECT toString(max(version)) AS version FROM identity_redirect_rows`,
  )
  return rows[0]?.version ?? '0'
}

/** A virtual clock lets a whole pause pass while a batch is on its way: then nothing is dropped. */
async function droppable(rt: Runtime): Promise<string> {
  const { db } = rt.database
  return rt.clock.kind === 'virtual' && (await anyUnderWay(db)) ? '0' : settledVersion(db)
}

export async function runSquash(rt: Runtime): Promise<number> {
  const client = await rt.database.pool.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_lock($1) as mine',
      [SQUASH_LOCK],
    )
    if (!rows[0]?.mine) return 0
    try {
      const { version, ...done } = await squash(rt.ch, await droppable(rt))
      const dueAt = done.left > 0 ? addHours(rt.clock.now(), SQUASH_PAUSE_HOURS) : undefined
      await saveSquash(rt.database.db, { settledVersion: version, dueAt })
      rt.metrics.identityRedirects.set(done.left)
      rt.metrics.identityRowsSquashed.inc(done.rows)
      rt.log.info(done, 'history was rewritten under the persons of now')
      return done.rows + done.dropped
    } finally {
      await client.query('select pg_advisory_unlock($1)', [SQUASH_LOCK])
    }
  } finally {
    client.release()
  }
}

export const squashTick = {
  name: 'identity.squash',
  everyMs: 60_000,
  run: runSquash,
  due: SQUASH_DUE,
  unhurried: true,
} as const
