import { sql } from 'kysely'
import type { TxCtx } from '#platform/ctx.ts'
import type { Module } from '#platform/module.ts'
import type { Runtime } from '#platform/runtime.ts'
import { insertDeadLetters } from '../store/dead-letters.ts'
import { pack } from '../store/packed.ts'
import { finishBatch } from '../store/inbox.ts'
import { insertRecent, pruneRecent } from '../store/recent.ts'
import type { Unstorable } from './store.ts'
import type { Batch, Placed } from './take.ts'

/** So many of a batch are shown live; and so many are kept for it in all. */
const SHOWN_OF_A_BATCH = 200
const SHOWN = 2_000

/**
 * The third phase, one transaction: every module draws its conclusions, the rows are done. Done
 * twice is impossible: whoever finds the rows done already undoes its own conclusions.
 */
export async function projectBatch(
  tx: TxCtx,
  rt: Runtime,
  batch: Batch,
  how: { careful: boolean; unstorable: readonly Unstorable[] },
): Promise<void> {
  const finished = await finishBatch(tx.db, batch.workspaceId, batch.number, tx.now)
  if (finished !== batch.rows) throw new AlreadyDone(`batch ${batch.number} was finished elsewhere`)
  for (const { placed, reason } of how.unstorable) await setAside(tx, 'history', [placed], reason)
  const lost = new Set(how.unstorable.map(({ placed }) => placed))
  const stored = batch.kept.filter((placed) => !lost.has(placed))
  const now = await asOfNow(tx, rt, [...stored, ...batch.retold])
  const kept = now.slice(0, stored.length)
  const retold = now.slice(stored.length)
  await tellModules(tx, rt, 'project', kept, how.careful)
  await tellModules(tx, rt, 'retold', retold, how.careful)
  await insertRecent(tx.db, batch.workspaceId, newest(kept, retold))
  await pruneRecent(tx.db, batch.workspaceId, SHOWN)
}

type Told = 'project' | 'retold'

async function tellModules(
  tx: TxCtx,
  rt: Runtime,
  what: Told,
  placed: readonly Placed[],
  careful: boolean,
): Promise<void> {
  if (placed.length === 0) return
  for (const module of rt.modules) {
    if (!module.stage?.[what]) continue
    if (careful) await isolating(tx, module, what, placed)
    else await module.stage[what](tx, eventsOf(placed))
  }
}

/** What is told again is shown too, and shown as such. */
function newest(kept: readonly Placed[], retold: readonly Placed[]) {
  const shown = kept.slice(-SHOWN_OF_A_BATCH).map((placed) => ({ ...placed, counts: true }))
  for (const placed of retold.slice(-SHOWN_OF_A_BATCH)) shown.push({ ...placed, counts: false })
  return shown
}

/** Persons may have been merged or split since the first phase; none can be until this one ends. */
async function asOfNow(tx: TxCtx, rt: Runtime, kept: readonly Placed[]): Promise<Placed[]> {
  const stage = rt.modules.find((module) => module.stage?.current)?.stage
  const persons = await stage?.current?.(
    tx,
    kept.map(({ event }) => event.identId),
  )
  return kept.map((placed) => {
    const personId = persons?.get(placed.event.identId) ?? placed.event.personId
    if (personId === placed.event.personId) return placed
    return { ...placed, event: { ...placed.event, personId } }
  })
}

/** Another worker took over in between; its conclusions stand. */
export class AlreadyDone extends Error {
  override name = 'AlreadyDone'
}

const eventsOf = (placed: readonly Placed[]) => placed.map(({ event }) => event)

/** Alone and failing alike, one after another, so many times: then the module fails, not the events. */
const ALIKE = 16

interface Losses {
  inARow: number
  letters: number
}

/**
 * A module that keeps failing on a batch gets it in halves, so that the event it cannot take is
 * found and set aside, and neither its neighbours nor other modules suffer.
 */
async function isolating(
  tx: TxCtx,
  module: Module,
  what: Told,
  kept: readonly Placed[],
): Promise<void> {
  const losses: Losses = { inARow: 0, letters: 0 }
  await inHalves(tx, (part) => attempt(tx, module, what, part), module.name, kept, losses)
  if (losses.letters > 0)
    tx.log.error(
      { module: module.name, events: losses.letters },
      'a module could not take events; they are among the dead letters',
    )
}

async function inHalves(
  tx: TxCtx,
  take: (part: readonly Placed[]) => Promise<string | undefined>,
  stage: string,
  kept: readonly Placed[],
  losses: Losses,
): Promise<void> {
  const fault = await take(kept)
  if (fault === undefined) {
    losses.inARow = 0
    return
  }
  if (kept.length === 1 || losses.inARow >= ALIKE) {
    losses.inARow += kept.length
    losses.letters += kept.length
    await setAside(tx, stage, kept, fault)
    return
  }
  const middle = Math.ceil(kept.length / 2)
  await inHalves(tx, take, stage, kept.slice(0, middle), losses)
  await inHalves(tx, take, stage, kept.slice(middle), losses)
}

async function attempt(
  tx: TxCtx,
  module: Module,
  what: Told,
  kept: readonly Placed[],
): Promise<string | undefined> {
  await sql`savepoint careful`.execute(tx.db)
  try {
    await module.stage?.[what]?.(tx, eventsOf(kept))
    await sql`release savepoint careful`.execute(tx.db)
    return undefined
  } catch (error) {
    // Swallowed because the caller decides between halves and dead letters; a connection that is
    // gone throws again at the next statement.
    await sql`rollback to savepoint careful`.execute(tx.db)
    return error instanceof Error ? `${error.name}: ${error.message}` : 'it did not say why'
  }
}

const setAside = (tx: TxCtx, stage: string, kept: readonly Placed[], reason: string) =>
  insertDeadLetters(
    tx.db,
    tx.workspaceId,
    tx.now,
    kept.map(({ position, index, event }) => ({
      ...{ position, index, stage, messageId: event.messageId, field: '' },
      ...{ reason: reason.slice(0, 1_000), source: event.source },
      raw: pack(JSON.stringify(event)),
    })),
  )
