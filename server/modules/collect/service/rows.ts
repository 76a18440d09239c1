import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { RefusedEvent } from '#platform/event.ts'
import { ROW_REFUSALS } from '../contract/rows.ts'
import { wrapped } from '../dialects/wrap.ts'
import { decodeBody } from '../model/decode.ts'
import type { Mapping } from '../model/mapping/mapping.ts'
import { caseOf } from '../model/mapping/read.ts'
import type { Plan } from '../model/plan/plan.ts'
import { refusedByPlan } from '../model/plan/refusal.ts'
import { reasonIn } from '../model/reasons.ts'
import { appendBatch, countWaiting } from '../store/inbox.ts'
import { pack } from '../store/packed.ts'
import { findSource } from '../store/write-keys.ts'
import { planIn } from './plan-memory.ts'

const refuse = refusals(ROW_REFUSALS)

/** A file waits while so many batches do: what comes from SDKs goes first. */
const WAITING_MAX = 500

type Row = Readonly<Record<string, unknown>>

interface Rows {
  keyId: string
  mapping: Mapping
  rows: readonly Row[]
  history: boolean
  file: string
  part: number
}

/** Its owner has the file: what cannot be taken is told, to be mended there, and kept nowhere. */
export async function importRows(ctx: Ctx, { keyId, mapping, rows, history, file, part }: Rows) {
  return ctx.transact(async (tx) => {
    const source = (await findSource(tx.db, tx.workspaceId, keyId)) ?? refuse.no_such_source()
    if ((await countWaiting(tx.db, WAITING_MAX)) >= WAITING_MAX) refuse.much_is_waiting()
    if (part === 0)
      await audit(tx, { action: 'collect.file_import_begun', subjectKind: 'file', subjectId: file })
    const meant = rows.flatMap((row, index) => {
      const found = caseOf(mapping, row)
      return found && !found.as ? [] : [{ row, index }]
    })
    const plan = await planIn(tx)
    const told = meant.map(({ row, index }) => ({
      row,
      index,
      why: whyNot(tx, plan, mapping, row),
    }))
    const taken = told.flatMap(({ row, why }) => (why ? [] : [row]))
    const kept = wrapped(taken, {}, mapping)
    const position =
      taken.length === 0 || kept.kind !== 'batch'
        ? null
        : await appendBatch(tx.db, {
            ...{ workspaceId: tx.workspaceId, dialect: 'webhook', source: source.name },
            ...{ channel: '', history, receivedAt: tx.now, events: taken.length },
            body: pack(kept.text),
          })
    if (position !== null) tx.wake('collect.pipeline')
    return {
      ...{ accepted: taken.length, ignored: rows.length - meant.length, position },
      refused: told.flatMap(({ index, why }) =>
        why ? [{ index, field: why.field, reason: reasonIn(why.reason, ctx.locale) }] : [],
      ),
    }
  })
}

type Why = Pick<RefusedEvent, 'field' | 'reason'>

/** Why a row is no event; by itself, so that what is wrong with it costs nobody else. */
function whyNot(tx: TxCtx, plan: Plan, mapping: Mapping, row: Row): Why | undefined {
  const kept = wrapped([row], {}, mapping)
  if (kept.kind !== 'batch') return { field: '', reason: 'must be a JSON object' }
  const arrival = { receivedAt: tx.now, source: '', channel: '', history: true, position: '' }
  const { events, refused } = decodeBody('webhook', kept.value, kept.text.length, arrival)
  return refused[0] ?? (events[0] && refusedByPlan(plan, events[0]))
}
