import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { refusals } from '#kernel/refusal.ts'
import { actorName } from '#platform/actor-name.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { KEY_REFUSALS, SETTLED_REFUSALS } from './contract.ts'
import type { WriteKeyView } from './contract.ts'
import type { NewEvent } from './model/own.ts'
import { appendBatch, positionState } from './store/inbox.ts'
import { pack } from './store/packed.ts'
import * as keys from './store/write-keys.ts'
import { hashOfKey, newWriteKey, shownPart } from './wire/write-key.ts'

const refusePosition = refusals(SETTLED_REFUSALS)
const refuseKey = refusals(KEY_REFUSALS)

export { tellOperators } from './alarms/notices.ts'
export { mailAlarm, nextAlarmMailAt } from './alarms/mail.ts'
export type { AlarmMail } from './alarms/mail.ts'
export type { NewEvent } from './model/own.ts'
export { anyUnderWay } from './store/inbox.ts'

const FLOOD_BATCHES = 200
/** One inbox row holds so many; more become more rows, in order. */
const EVENTS_A_ROW = 2_000

/**
 * Events of our own join the caller's transaction: they happened exactly if it commits. They run the
 * same path as everybody's. Message ids are deterministic, so a retried caller counts once.
 * Answers the inbox position of the last one.
 */
export async function recordEvents(
  tx: TxCtx,
  events: readonly NewEvent[],
  from: { source: string; channel: string },
): Promise<{ position: string }> {
  let position = '0'
  for (let start = 0; start < events.length; start += EVENTS_A_ROW) {
    const row = events.slice(start, start + EVENTS_A_ROW)
    position = await appendBatch(tx.db, {
      workspaceId: tx.workspaceId,
      dialect: 'own',
      source: from.source,
      channel: from.channel,
      history: false,
      receivedAt: tx.now,
      events: row.length,
      body: pack(JSON.stringify(row)),
    })
  }
  tx.wake('collect.pipeline')
  return { position }
}

/**
 * More than a moment's work waits. What merely follows events, however often they come (portraits'
 * interests, copies for analysis), then gathers for longer, so that the same people are not worked
 * over and over while there is no time to spare.
 */
export const isFlooded: RawBuilder<boolean> = sql<boolean>`exists (
  select 1 from collect.inbox where done_at is null offset ${FLOOD_BATCHES})`

/** A key that may send events. `key` is told this once; only its hash is kept. */
export async function createWriteKey(
  ctx: Ctx,
  { name }: { name: string },
): Promise<{ key: string; sourceId: string } & WriteKeyView> {
  const key = newWriteKey(ctx.randomBytes)
  const id = ctx.newId()
  await ctx.transact(async (tx) => {
    await keys.insertWriteKey(tx.db, {
      ...{ id, workspace_id: tx.workspaceId, name, prefix: shownPart(key) },
      ...{ created_at: tx.now, hash: hashOfKey(key), created_by: actorName(tx) },
    })
    await auditKey(tx, 'collect.write_key_created', id)
  })
  const createdAt = ctx.now.toISOString()
  return { key, sourceId: id, id, name, prefix: shownPart(key), createdAt, revokedAt: null }
}

export async function writeKeys(ctx: Ctx): Promise<{ items: WriteKeyView[] }> {
  const rows = await keys.listWriteKeys(ctx.db, ctx.workspaceId)
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      prefix: row.prefix,
      createdAt: row.created_at.toISOString(),
      revokedAt: row.revoked_at?.toISOString() ?? null,
    })),
  }
}

/** What comes with the key is refused from the next request on, in every process. */
export async function revokeWriteKey(ctx: Ctx, { id }: { id: string }): Promise<{ revoked: true }> {
  await ctx.transact(async (tx) => {
    const found = await keys.revokeWriteKey(tx.db, tx.workspaceId, id, tx.now, actorName(tx))
    if (!found) refuseKey.no_such_key()
    await auditKey(tx, 'collect.write_key_revoked', id)
  })
  return { revoked: true }
}

const auditKey = (tx: TxCtx, action: string, subjectId: string): Promise<void> =>
  audit(tx, { action, subjectKind: 'write_key', subjectId })

/** Waits; `settled: false` means that the time ran out, and asking again is fine. */
export async function settled(
  ctx: Ctx,
  { position, timeoutMs }: { position: string; timeoutMs: number },
): Promise<{ settled: boolean; position: string }> {
  if ((await positionState(ctx.db, ctx.workspaceId, position)) === 'never')
    return refusePosition.no_such_position({ position })
  return { settled: await ctx.system.settled(ctx.workspaceId, position, timeoutMs), position }
}
