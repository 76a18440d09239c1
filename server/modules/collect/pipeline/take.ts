import { setImmediate as othersTurn } from 'node:timers/promises'
import { must } from '#kernel/assert.ts'
import type { CanonicalEvent, ResolvedEvent } from '#platform/event.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { besideOf } from '../model/beside.ts'
import { decode, rawEvents } from '../model/decode.ts'
import type { Decoded } from '../model/decoded.ts'
import { clipped } from '#kernel/depth.ts'
import { insertDeadLetters } from '../store/dead-letters.ts'
import { claimBatch, unfinishedBatch } from '../store/inbox.ts'
import type { InboxRow } from '../store/inbox.ts'
import { pack, unpack } from '../store/packed.ts'
import { takeDecoded } from './just-decoded.ts'
import { firstSeen, placeText } from '../store/seen.ts'

/** Larger batches cost ClickHouse less per event, and make a single person wait longer. */
const BATCH_EVENTS = 10_000
/** Between so many rows others get their turn: a batch of 100 events takes a millisecond to read. */
const ROWS_AT_ONCE = 10

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
  /** What counted already when another sender told of it: evidence and contradiction, no number. */
  retold: Placed[]
}

/**
 * The first of three phases, one transaction: claim rows, let each message id count once, find whose
 * each event is. A batch that a crash left unfinished comes first and comes out the same.
 */
export async function takeBatch(tx: TxCtx, rt: Runtime, after: string): Promise<Batch | undefined> {
  const rows = await nextRows(tx, after)
  const first = rows[0]
  if (!first) return undefined
  const { events, aside } = await decodeRows(rt, rows)
  await insertDeadLetters(tx.db, tx.workspaceId, tx.now, aside)
  rt.metrics.eventsRefused.inc(aside.length)
  const { kept, retold } = await countOnce(tx, events)
  rt.metrics.eventsDuplicate.inc(events.length - kept.length)
  const told = [...kept, ...retold]
  const identity = must(
    rt.modules.find((module) => module.stage?.resolve)?.stage,
    'a module that resolves persons',
  )
  const persons = told.length
    ? await must(identity.resolve, 'resolve').call(
        identity,
        tx,
        told.map(({ event }) => event),
      )
    : []
  const placed = told.map(({ position, index, event }, i) => ({
    position,
    index,
    event: { ...event, ...must(persons[i], 'a person for each event'), position },
  }))
  return {
    workspaceId: tx.workspaceId,
    number: first.batch,
    rows: rows.length,
    kept: placed.slice(0, kept.length),
    retold: placed.slice(kept.length),
  }
}

async function nextRows(tx: TxCtx, after: string): Promise<InboxRow[]> {
  const unfinished = await unfinishedBatch(tx.db, tx.workspaceId, after)
  return unfinished.length > 0 ? unfinished : claimBatch(tx.db, tx.workspaceId, BATCH_EVENTS)
}

interface Arrived {
  position: string
  index: number
  event: CanonicalEvent
}

/** What was refused when it arrived has its dead letter already, under the same place. */
async function decodeRows(rt: Runtime, rows: readonly InboxRow[]) {
  const events: Arrived[] = []
  const aside: Parameters<typeof insertDeadLetters>[3][number][] = []
  for (const [n, row] of rows.entries()) {
    if (n % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await othersTurn()
    const decoded = takeDecoded(rt, row.position) ?? decodeRow(row)
    for (const [index, event] of decoded.events.entries())
      if (event) events.push({ position: row.position, index, event })
    if (decoded.refused.length === 0) continue
    const text = unpack(row.body)
    const raw = rawEvents(row.dialect, text)
    const read = { dialect: row.dialect, history: row.history, beside: besideOf(JSON.parse(text)) }
    for (const { index, messageId, field, reason } of decoded.refused)
      aside.push({
        ...{ position: row.position, index, stage: 'collect', messageId, field, reason },
        ...{ source: row.source, raw: pack(JSON.stringify(clipped(raw[index])) ?? 'null'), read },
      })
  }
  return { events, aside }
}

/** What the plan refused when it arrived stays refused, whatever the plan says now. */
function decodeRow(row: InboxRow): Decoded {
  const { received_at: receivedAt, source, channel, history, position } = row
  const arrival = { receivedAt, source, channel, history, position }
  const decoded = decode(row.dialect, unpack(row.body), arrival)
  for (const index of row.withheld ?? []) decoded.events[index] = undefined
  return decoded
}

interface Counted {
  kept: Arrived[]
  retold: Arrived[]
}

/**
 * Each message once; and of the messages that tell of one happening, the first. A happening is taken
 * only by a message that counts, so that a repeat never takes an order with it.
 */
async function countOnce(tx: TxCtx, events: readonly Arrived[]): Promise<Counted> {
  const messages = await winners(tx, events, { forEver: false, idOf: tellingOf })
  const told = messages.filter(({ event }) => event.toldAs !== undefined)
  if (told.length === 0) return { kept: messages, retold: [] }
  // Kept for ever, as imports are: an order may be told again years later.
  const happening = { forEver: true, idOf: ({ event }: Arrived) => event.messageId }
  const first = new Set(await winners(tx, told, happening))
  const counts = (arrived: Arrived) => arrived.event.toldAs === undefined || first.has(arrived)
  return { kept: messages.filter(counts), retold: messages.filter((it) => !counts(it)) }
}

const tellingOf = ({ event }: Arrived): string => event.toldAs ?? event.messageId

async function winners(
  tx: TxCtx,
  events: readonly Arrived[],
  { forEver, idOf }: { forEver: boolean; idOf: (arrived: Arrived) => string },
): Promise<Arrived[]> {
  const distinct = new Map<string, Arrived>()
  for (const arrived of events) {
    const id = idOf(arrived)
    if (!distinct.has(id)) distinct.set(id, arrived)
  }
  const asked = [...distinct.values()]
  const places = [...distinct].map(([messageId, { position, index, event }]) => ({
    ...{ position, index, messageId, history: forEver || event.history },
  }))
  const won = await firstSeen(tx.db, tx.workspaceId, places, tx.now)
  return asked.filter((arrived) => won.has(placeText(arrived)))
}
