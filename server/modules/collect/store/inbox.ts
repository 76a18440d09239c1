import { sql } from 'kysely'
import type { RefusedEvent } from '#platform/event.ts'
import { holds } from '#platform/db/db.ts'
import type { Database, Db } from '#platform/db/db.ts'
import type { Dialect } from '../model/decode.ts'

export interface NewBatch {
  workspaceId: string
  dialect: Dialect
  source: string
  channel: string
  history: boolean
  receivedAt: Date
  events: number
  body: Buffer
  /** events that the tracking plan refused at the door */
  withheld?: readonly number[]
}

/** An event that is set aside, with what was sent. */
export interface SetAside extends RefusedEvent {
  raw: Buffer
}

/**
 * One statement, one commit: the row and the dead letters beside it, only while the write key is
 * good (an API key has been looked at for this very request, so it comes without one).
 * `undefined`: the key is unknown or revoked, and nothing was kept.
 */
export async function acceptBatch(
  db: Db,
  keyId: string | undefined,
  batch: NewBatch,
  refused: readonly SetAside[],
  beside = '{}',
): Promise<string | undefined> {
  const { rows } =
    refused.length === 0
      ? await sql<{ position: string }>`${insertion(batch, keyId)}`.execute(db)
      : await sql<{ position: string }>`
    with accepted as (${insertion(batch, keyId)}),
    dead as (
      insert into collect.dead_letter
        (workspace_id, position, index, stage, message_id, field, reason, source, at, raw,
          dialect, history, beside)
      select ${batch.workspaceId}::uuid, a.position, r.index, 'collect', r.message_id, r.field,
        r.reason, ${batch.source}, ${batch.receivedAt}::timestamptz, r.raw,
        ${batch.dialect}, ${batch.history}::boolean, ${beside}
      from accepted a, unnest(
        ${refused.map((r) => r.index)}::int[], ${refused.map((r) => r.messageId ?? null)}::text[],
        ${refused.map((r) => r.field)}::text[], ${refused.map((r) => r.reason)}::text[],
        ${refused.map((r) => r.raw)}::bytea[]) as r(index, message_id, field, reason, raw))
    select position from accepted`.execute(db)
  return rows[0]?.position
}

const insertion = (b: NewBatch, keyId: string | undefined) => sql`
  insert into collect.inbox
    (workspace_id, dialect, source, channel, history, received_at, events, body, withheld)
  select ${b.workspaceId}::uuid, ${b.dialect}, ${b.source}, ${b.channel}, ${b.history}::boolean,
    ${b.receivedAt}::timestamptz, ${b.events}::int, ${b.body}::bytea, ${b.withheld ?? null}::int[]
  where ${keyId ?? null}::uuid is null or exists (select 1 from collect.write_key
    where workspace_id = ${b.workspaceId} and id = ${keyId ?? null}::uuid and revoked_at is null)
  returning position`

export interface Accepting {
  batch: NewBatch
  keyId: string | undefined
}

const COLUMNS_OF_ONE = 9

/** One statement for so many; the texts are made once, and PostgreSQL plans each once a connection. */
const statements = new Map<number, string>()

function statementFor(count: number): string {
  const known = statements.get(count)
  if (known) return known
  const rows = Array.from({ length: count }, (_, n) => {
    const at = (column: number) => `$${n * COLUMNS_OF_ONE + column}`
    return `(${n}, ${at(1)}::uuid, ${at(2)}::uuid, ${at(3)}::text, ${at(4)}::text, ${at(5)}::text,
      ${at(6)}::boolean, ${at(7)}::timestamptz, ${at(8)}::int, ${at(9)}::bytea)`
  })
  const text = `
    with given (n, workspace_id, key_id, dialect, source, channel, history, received_at, events, body)
      as (values ${rows.join(', ')}),
    good as materialized (
      select g.*, nextval('collect.inbox_position_seq') as position from (
        select * from given g where g.key_id is null or exists (select 1 from collect.write_key k
          where k.workspace_id = g.workspace_id and k.id = g.key_id and k.revoked_at is null)
        order by g.n) g),
    kept as (
      insert into collect.inbox (workspace_id, position, dialect, source, channel, history,
        received_at, events, body) overriding system value
      select workspace_id, position, dialect, source, channel, history, received_at, events, body
      from good)
    select n, position from good`
  statements.set(count, text)
  return text
}

/** The same for many at once, none with anything refused: one statement, one commit. In their order. */
export async function acceptBatches(
  pool: Database['pool'],
  all: readonly Accepting[],
): Promise<(string | undefined)[]> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ n: number; position: string }>({
      name: `collect.accept:${all.length}`,
      text: statementFor(all.length),
      values: all.flatMap(({ batch: b, keyId }) => [
        ...[b.workspaceId, keyId ?? null, b.dialect, b.source, b.channel, b.history],
        ...[b.receivedAt, b.events, b.body],
      ]),
    })
    const positions: (string | undefined)[] = all.map(() => undefined)
    for (const { n, position } of rows) positions[n] = position
    return positions
  } finally {
    client.release()
  }
}

/** A batch of our own, inside the transaction of whatever it tells of. */
export async function appendBatch(db: Db, b: NewBatch): Promise<string> {
  const { rows } = await sql<{ position: string }>`
    insert into collect.inbox
      (workspace_id, dialect, source, channel, history, received_at, events, body)
    values (${b.workspaceId}, ${b.dialect}, ${b.source}, ${b.channel}, ${b.history},
      ${b.receivedAt}, ${b.events}, ${b.body})
    returning position`.execute(db)
  return rows[0]?.position as string
}

export interface InboxRow {
  position: string
  dialect: Dialect
  source: string
  channel: string
  history: boolean
  received_at: Date
  events: number
  body: Buffer
  batch: string
  withheld: number[] | null
}

/** More rows than this in one batch cost more in PostgreSQL than they save in ClickHouse. */
const MAX_ROWS = 1_000

/**
 * The first batch after this one that was begun and not finished: by this process before a fault, or
 * by one that died.
 */
export async function unfinishedBatch(
  db: Db,
  workspaceId: string,
  after: string,
): Promise<InboxRow[]> {
  const { rows } = await sql<InboxRow>`
    select position, dialect, source, channel, history, received_at, events, body, batch, withheld
    from collect.inbox
    where workspace_id = ${workspaceId} and done_at is null and batch = (
      select batch from collect.inbox
      where workspace_id = ${workspaceId} and done_at is null and batch > ${after}
      order by position limit 1)
    order by position`.execute(db)
  return rows
}

/** The next rows in commit order, given their batch number for ever. Empty: nothing waits. */
export async function claimBatch(
  db: Db,
  workspaceId: string,
  maxEvents: number,
): Promise<InboxRow[]> {
  const { rows } = await sql<InboxRow>`
    with waiting as (
      select position, events from collect.inbox
      where workspace_id = ${workspaceId} and done_at is null and batch is null
        and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by position limit ${MAX_ROWS}),
    counted as (
      select position, min(position) over () as batch,
        sum(events) over (order by position) - events as before
      from waiting),
    claimed as (
      update collect.inbox i set batch = c.batch
      from counted c
      where i.workspace_id = ${workspaceId} and i.position = c.position and c.before < ${maxEvents}
        and i.batch is null
      returning i.position, i.dialect, i.source, i.channel, i.history, i.received_at, i.events,
        i.body, i.batch, i.withheld)
    select * from claimed order by position`.execute(db)
  return rows
}

/** How many of the batch's rows were still open: fewer than asked means somebody else did the work. */
export async function finishBatch(
  db: Db,
  workspaceId: string,
  batch: string,
  now: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update collect.inbox set done_at = ${now}
    where workspace_id = ${workspaceId} and batch = ${batch} and done_at is null
      and position >= ${batch}`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Workspaces that have something waiting, found by jumping along the index. */
export async function waitingWorkspaces(db: Db): Promise<string[]> {
  const { rows } = await sql<{ workspace_id: string }>`
    with recursive lane as (
      (select workspace_id from collect.inbox where done_at is null
       order by workspace_id limit 1)
      union all
      select (select i.workspace_id from collect.inbox i
        where i.done_at is null and i.workspace_id > lane.workspace_id
        order by i.workspace_id limit 1)
      from lane where lane.workspace_id is not null)
    select workspace_id from lane where workspace_id is not null`.execute(db)
  return rows.map((row) => row.workspace_id)
}

export const ANY_WAITING = sql<boolean>`
  exists (select 1 from collect.inbox where done_at is null)`

/** Batches whose persons were found, and which are not in history or not concluded on yet. */
export const anyUnderWay = (db: Db): Promise<boolean> =>
  holds(
    db,
    sql<boolean>`exists (select 1 from collect.inbox where done_at is null and batch is not null)`,
  )

/** Batches waiting, counted no further than `atMost`. */
export async function countWaiting(db: Db, atMost: number): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int as waiting from
      (select 1 from collect.inbox where done_at is null limit ${atMost}) as capped`.execute(db)
  return rows[0]?.waiting ?? 0
}

export async function oldestWaiting(db: Db): Promise<Date | undefined> {
  const { rows } = await sql<{ oldest: Date | null }>`
    select min(received_at) as oldest from collect.inbox where done_at is null`.execute(db)
  return rows[0]?.oldest ?? undefined
}

/** `never`: no batch was ever given this position. */
export async function positionState(
  db: Db,
  workspaceId: string,
  position: string,
): Promise<'done' | 'waiting' | 'never'> {
  const { rows } = await sql<{ waiting: boolean; given: boolean }>`
    select exists (select 1 from collect.inbox where workspace_id = ${workspaceId}
        and position <= ${position}::bigint and done_at is null) as waiting,
      ${position}::bigint <= (select last_value from collect.inbox_position_seq) as given`.execute(
    db,
  )
  if (!rows[0]?.given) return 'never'
  return rows[0].waiting ? 'waiting' : 'done'
}

export async function bodiesAt(db: Db, workspaceId: string, positions: readonly string[]) {
  const { rows } = await sql<InboxRow>`
    select position, dialect, source, channel, history, received_at, events, body, batch, withheld
    from collect.inbox
    where workspace_id = ${workspaceId} and position = any(${[...positions]}::bigint[])`.execute(db)
  return rows
}

/** A chunk at a time, so that no lock is held long. Answers how many went. */
export async function pruneInbox(db: Db, doneBefore: Date, chunk: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from collect.inbox i using (
      select workspace_id, position from collect.inbox
      where done_at < ${doneBefore} limit ${chunk}) as old
    where i.workspace_id = old.workspace_id and i.position = old.position`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** What arrived since then, and how long the finished part of it took on average. */
export async function lastMinute(
  db: Db,
  workspaceId: string,
  since: Date,
): Promise<{ events: number; delayMs: number | null }> {
  const { rows } = await sql<{ events: number; delay_ms: number | null }>`
    select coalesce(sum(events), 0)::int as events,
      (avg(extract(epoch from done_at - received_at)) * 1000)::float8 as delay_ms
    from collect.inbox
    where workspace_id = ${workspaceId} and received_at > ${since}`.execute(db)
  return { events: rows[0]?.events ?? 0, delayMs: rows[0]?.delay_ms ?? null }
}
