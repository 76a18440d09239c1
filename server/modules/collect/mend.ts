import { audit } from '#platform/audit.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { CanonicalEvent } from '#platform/event.ts'
import { decodeBody } from './model/decode.ts'
import { mended } from './model/mend.ts'
import type { Edit } from './model/mend.ts'
import type { Plan } from './model/plan/plan.ts'
import { refusedByPlan } from './model/plan/refusal.ts'
import { reasonIn } from './model/reasons.ts'
import { planIn } from './service/plan-memory.ts'
import { mappingsOf } from './store/hooks.ts'
import { appendBatch } from './store/inbox.ts'
import { countMendable, listMendable, markSentAgain } from './store/mendable.ts'
import type { Kind, Mendable } from './store/mendable.ts'
import { pack, unpack } from './store/packed.ts'

/** So many are read again in one call; more are left for the next. */
const A_CALL = 2_000
const A_TURN = 500
const SHOWN = 5

interface MendInput extends Kind {
  edits: Edit[]
  /** where the last call ended */
  after?: { position: string; index: number } | undefined
}

const START = { position: '0', index: -1 }

/** What a webhook's mapping says now; other letters have none. */
type MappingNow = (letter: Mendable) => object | undefined

async function mappingsFor(ctx: Ctx, letters: readonly Mendable[]): Promise<MappingNow> {
  const hookOf = ({ dialect, beside }: Mendable): string | undefined =>
    dialect === 'webhook' ? (JSON.parse(beside) as { hook?: string }).hook : undefined
  const ids = [...new Set(letters.flatMap((letter) => hookOf(letter) ?? []))]
  if (ids.length === 0) return () => undefined
  const mappings = await mappingsOf(ctx.db, ctx.workspaceId, ids)
  return (letter) => mappings.get(hookOf(letter) ?? '')
}

/** As the inbox keeps it: the events, what the request said beside, and the mapping of now. */
const keptAgain = (letter: Mendable, mapping: object | undefined, batch: readonly unknown[]) => ({
  ...(JSON.parse(letter.beside) as object),
  ...(mapping && { mapping }),
  batch,
})

interface Read {
  letter: Mendable
  raw: unknown
  mended: unknown
  event: CanonicalEvent | undefined
  why: { field: string; reason: string } | undefined
}

/** The event as its dialect and the plan read it now, with the edits made, as of when it came. */
function readAgain(
  plan: Plan,
  letter: Mendable,
  edits: readonly Edit[],
  mappingOf: MappingNow,
): Read {
  const raw: unknown = JSON.parse(unpack(letter.raw))
  const event = mended(raw, edits)
  const kept = keptAgain(letter, mappingOf(letter), [event])
  const { events, refused } = decodeBody(letter.dialect, kept, JSON.stringify(kept).length, {
    ...{ receivedAt: letter.at, source: letter.source, channel: '' },
    ...{ history: letter.history, position: letter.position },
  })
  const why = refused[0] ?? (events[0] && refusedByPlan(plan, events[0]))
  return { letter, raw, mended: event, event: why ? undefined : events[0], why }
}

/** What the edits would do to letters of this kind: how many of the oldest would be taken, and some of them. */
export async function previewMend(ctx: Ctx, input: MendInput) {
  const letters = await countMendable(ctx.db, ctx.workspaceId, input)
  const rows = await listMendable(ctx.db, ctx.workspaceId, input, {
    ...{ after: START, limit: A_CALL, isLocked: false },
  })
  const plan = await planIn(ctx)
  const mappingOf = await mappingsFor(ctx, rows)
  const read = rows.map((row) => readAgain(plan, row, input.edits, mappingOf))
  const taken = read.filter(({ event }) => event).length
  return {
    ...{ letters, looked: read.length, taken },
    samples: read.slice(0, SHOWN).map(({ letter, raw, mended: now, event, why }) => ({
      ...{ id: letter.id, raw, mended: now, event: event?.event ?? null },
      canonical: event ? { ...event.properties, ...event.traits } : null,
      why: why ? { field: why.field, reason: reasonIn(why.reason, ctx.locale) } : null,
    })),
  }
}

/**
 * Sends letters of this kind again, mended, in the order they came: a part in each call, until `next` is
 * null. What is still refused stays as it is. A letter goes once, whoever else mends at the same time.
 */
export async function mend(ctx: Ctx, input: MendInput) {
  let sentAgain = 0
  let refused = 0
  let after = input.after ?? START
  let isEnd = false
  while (!isEnd && sentAgain + refused < A_CALL) {
    const turn = await ctx.transact((tx) => sendAgain(tx, input, after))
    sentAgain += turn.sentAgain
    refused += turn.refused
    isEnd = turn.last === undefined
    after = turn.last ?? after
  }
  return { sentAgain, refused, next: isEnd ? null : after }
}

async function sendAgain(tx: TxCtx, input: MendInput, after: { position: string; index: number }) {
  const rows = await listMendable(tx.db, tx.workspaceId, input, {
    ...{ after, limit: A_TURN, isLocked: true },
  })
  const plan = await planIn(tx)
  const mappingOf = await mappingsFor(tx, rows)
  const read = rows.map((row) => readAgain(plan, row, input.edits, mappingOf))
  const good = read.filter(({ event }) => event)
  const sent: { id: string; as: string }[] = []
  for (const group of alike(good)) {
    const [{ letter }] = group
    const mendedBatch = group.map((it) => it.mended)
    const kept = keptAgain(letter, mappingOf(letter), mendedBatch)
    const position = await appendBatch(tx.db, {
      ...{ workspaceId: tx.workspaceId, dialect: letter.dialect, source: letter.source },
      ...{ channel: '', history: letter.history, receivedAt: letter.at },
      ...{ events: group.length, body: pack(JSON.stringify(kept)) },
    })
    for (const it of group) sent.push({ id: it.letter.id, as: position })
  }
  if (sent.length > 0) {
    await markSentAgain(tx.db, tx.workspaceId, tx.now, sent)
    const { source, field, reason, edits } = input
    await audit(tx, {
      ...{ action: 'collect.dead_letters_sent_again', subjectKind: 'source', subjectId: source },
      detail: { field, reason, edits: edits.length, letters: sent.length },
    })
    tx.wake('collect.pipeline')
  }
  const last = rows.length < A_TURN ? undefined : rows.at(-1)
  return {
    ...{ sentAgain: sent.length, refused: rows.length - sent.length },
    last: last && { position: last.position, index: last.index },
  }
}

/** Runs of what was said in the same breath: of one family, at one time, with the same things beside. */
function alike(read: readonly Read[]): [Read, ...Read[]][] {
  const groups: [Read, ...Read[]][] = []
  const breath = ({ letter }: Read) =>
    [letter.dialect, letter.history, letter.beside, letter.at.getTime()].join(' ')
  for (const it of read) {
    const last = groups.at(-1)
    if (last && breath(last[0]) === breath(it)) last.push(it)
    else groups.push([it])
  }
  return groups
}
