import { must } from '#kernel/assert.ts'
import type { CanonicalEvent, ResolvedEvent } from '#platform/event.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { decode } from '../model/decode.ts'
import { insertDeadLetters } from '../store/dead-letters.ts'
import { claimBatch, unfinishedBatch } from '../store/inbox.ts'
import type { InboxRow } from '../store/inbox.ts'
import { pack, unpack } from '../store/packed.ts'
import { rawEvents } from '../model/decode.ts'
import { firstSeen } from '../store/seen.ts'

/** Larger batches cost ClickHouse less per event, and make a single person wait longer. */
const BATCH_EVENTS = 5_000

export interface Placed {
  position: string
  index: number
  event: ResolvedEvent
}

/** Events that count, each with its person, under one number for ever. */
export interface Batch {
  workspaceId: string
  number: string
  rows: number
  kept: Placed[]
}

/**
 * The first of three phases, one transaction: claim rows, let each message id count once, find whose
 * each event is. A batch that a crash left unfinished comes first and comes out the same.
 */
export async function takeBatch(tx: TxCtx, rt: Runtime): Promise<Batch | undefined> {
  const rows = await nextRows(tx)
  const first = rows[0]
  if (!first) return undefined
  const { events, aside } = decodeRows(rows)
  await insertDeadLetters(tx.db, tx.workspaceId, tx.now, aside)
  rt.metrics.eventsRefused.inc(aside.length)
  const kept = await countOnce(tx, events)
  rt.metrics.eventsDuplicate.inc(events.length - kept.length)
  const identity = must(
    rt.modules.find((module) => module.stage?.resolve)?.stage,
    'a module that resolves persons',
  )
  const persons = kept.length
    ? await must(identity.resolve, 'resolve').call(
        identity,
        tx,
        kept.map(({ event }) => event),
      )
    : []
  return {
    workspaceId: tx.workspaceId,
    number: first.batch,
    rows: rows.length,
    kept: kept.map(({ position, index, event }, i) => ({
      position,
      index,
      event: { ...event, ...must(persons[i], 'a person for each event'), position },
    })),
  }
}

async function nextRows(tx: TxCtx): Promise<InboxRow[]> {
  const unfinished = await unfinishedBatch(tx.db, tx.workspaceId)
  return unfinished.length > 0 ? unfinished : claimBatch(tx.db, tx.workspaceId, BATCH_EVENTS)
}

interface Arrived {
  position: string
  index: number
  event: CanonicalEvent
}

/** What was refused when it arrived has its dead letter already, under the same place. */
function decodeRows(rows: readonly InboxRow[]) {
  const events: Arrived[] = []
  const aside: Parameters<typeof insertDeadLetters>[3][number][] = []
  for (const row of rows) {
    const text = unpack(row.body)
    const arrival = {
      receivedAt: row.received_at,
      source: row.source,
      channel: row.channel,
      history: row.history,
      position: row.position,
    }
    const decoded = decode(row.dialect, text, arrival)
    for (const [index, event] of decoded.events.entries())
      if (event) events.push({ position: row.position, index, event })
    if (decoded.refused.length === 0) continue
    const raw = rawEvents(row.dialect, text)
    for (const { index, messageId, field, reason } of decoded.refused)
      aside.push({
        ...{ position: row.position, index, stage: 'collect', messageId, field, reason },
        ...{ source: row.source, raw: pack(JSON.stringify(raw[index]) ?? 'null') },
      })
  }
  return { events, aside }
}

async function countOnce(tx: TxCtx, events: readonly Arrived[]): Promise<Arrived[]> {
  const distinct = new Map<string, Arrived>()
  for (const arrived of events) {
    const { messageId } = arrived.event
    if (!distinct.has(messageId)) distinct.set(messageId, arrived)
  }
  const asked = [...distinct.values()]
  const wins = await firstSeen(
    tx.db,
    tx.workspaceId,
    asked.map(({ position, index, event }) => ({
      ...{ position, index, messageId: event.messageId, history: event.history },
    })),
    tx.now,
  )
  return asked.filter((_, i) => wins[i])
}
