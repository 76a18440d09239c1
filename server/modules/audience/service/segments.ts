import { refusals } from '#kernel/refusal.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import { addDays } from '#kernel/time.ts'
import { DEFAULT_TIME_ZONE } from '#kernel/time.ts'
import { actorName } from '#platform/actor-name.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { violates } from '#platform/db/db.ts'
import type { EventUse } from '#platform/module.ts'
import { audienceRefusals } from '../contract.ts'
import { standsInItself } from '../model/order.ts'
import type { Predicate } from '../model/predicate.ts'
import { reads } from '../model/reads.ts'
import { say } from '../model/say.ts'
import { clearSegment, countMembers, passagesByDay } from '../store/memberships.ts'
import * as store from '../store/segments.ts'
import type { SegmentRow } from '../store/segments.ts'

export const refuse = refusals(audienceRefusals)

export async function segmentNames(ctx: Ctx): Promise<(id: string) => string> {
  const all = await store.listSegments(ctx.db, ctx.workspaceId, { limit: 1_000, offset: 0 })
  const names = new Map(all.map((s) => [s.segment_id, s.name]))
  return (id) => names.get(id) ?? id
}

export async function mustFind(ctx: Ctx, segmentId: string): Promise<SegmentRow> {
  return (await store.findSegment(ctx.db, ctx.workspaceId, segmentId)) ?? refuse.no_such_segment()
}

function viewOf(ctx: Ctx, row: SegmentRow, members: number, nameOf: (id: string) => string) {
  return {
    segmentId: row.segment_id,
    name: row.name,
    purpose: row.purpose,
    predicate: row.predicate,
    says: say(row.predicate, ctx.locale, nameOf),
    state: row.state,
    version: row.version,
    members,
    complete: row.looked_up_to === null,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    changedBy: row.changed_by,
  }
}

async function viewById(ctx: Ctx, segmentId: string) {
  const row = await mustFind(ctx, segmentId)
  const members = await countMembers(ctx.db, ctx.workspaceId, segmentId)
  return viewOf(ctx, row, members, await segmentNames(ctx))
}

export interface ListInput {
  cursor?: string | undefined
  limit: number
  q?: string | undefined
  state?: string | undefined
}

export async function listSegments(ctx: Ctx, { cursor, limit, q, state }: ListInput) {
  const offset = offsetOf(cursor)
  const rows = await store.listSegments(ctx.db, ctx.workspaceId, {
    q,
    state,
    limit: limit + 1,
    offset,
  })
  const nameOf = await segmentNames(ctx)
  const { items, next } = pageFrom(rows, limit, offset)
  return { items: items.map((row) => viewOf(ctx, row, row.members, nameOf)), next }
}

const SPARKLINE_DAYS = 30

export async function segment(ctx: Ctx, { segmentId }: { segmentId: string }) {
  const view = await viewById(ctx, segmentId)
  const since = addDays(ctx.now, -SPARKLINE_DAYS)
  const days = await passagesByDay(ctx.db, ctx.workspaceId, segmentId, since, DEFAULT_TIME_ZONE)
  return { ...view, days }
}

interface Write {
  name: string
  purpose: string
  predicate: Predicate
}

/** What it refers to must be there, and it must not stand in itself. */
async function checkReferences(ctx: Ctx, segmentId: string, predicate: Predicate) {
  const read = reads(predicate)
  const all = await store.listSegments(ctx.db, ctx.workspaceId, { limit: 1_000, offset: 0 })
  const readsOf = new Map(all.map((s) => [s.segment_id, s.reads]))
  for (const r of read)
    if (r.startsWith('segment:') && !readsOf.has(r.slice('segment:'.length)))
      refuse.no_such_segment({ segmentId: r.slice('segment:'.length) })
  if (standsInItself(segmentId, read, (id) => readsOf.get(id) ?? [])) refuse.stands_in_itself()
  return read
}

const named = async (name: string, work: () => Promise<unknown>) => {
  try {
    await work()
  } catch (error) {
    if (violates(error, 'segment_name')) refuse.name_taken({ name })
    throw error
  }
}

export async function createSegment(ctx: Ctx, input: Write & { live: boolean }) {
  const segmentId = ctx.newId()
  const read = await checkReferences(ctx, segmentId, input.predicate)
  await ctx.transact(async (tx) => {
    const { name, purpose, predicate } = input
    const row = { segmentId, name, purpose, predicate, reads: read }
    await named(name, () => store.insertSegment(tx.db, tx.workspaceId, row, tx.now, actorName(tx)))
    await remember(tx, 'segment.created', segmentId, { name })
    if (input.live) await makeLive(tx, segmentId)
  })
  return viewById(ctx, segmentId)
}

export async function changeSegment(ctx: Ctx, input: Write & { segmentId: string }) {
  const { segmentId, name, purpose, predicate } = input
  await mustFind(ctx, segmentId)
  const read = await checkReferences(ctx, segmentId, predicate)
  await ctx.transact(async (tx) => {
    const row = { segmentId, name, purpose, predicate, reads: read }
    await named(name, () => store.updateSegment(tx.db, tx.workspaceId, row, tx.now, actorName(tx)))
    await remember(tx, 'segment.changed', segmentId, { name })
    tx.wake('audience.backfill')
  })
  return viewById(ctx, segmentId)
}

async function makeLive(tx: TxCtx, segmentId: string) {
  await store.setState(tx.db, tx.workspaceId, segmentId, 'live', tx.now, actorName(tx))
  tx.wake('audience.backfill')
}

export async function setSegmentState(
  ctx: Ctx,
  { segmentId, state }: { segmentId: string; state: SegmentRow['state'] },
) {
  const row = await mustFind(ctx, segmentId)
  if (state !== 'live') await refuseIfUsed(ctx, segmentId)
  if (row.state !== state)
    await ctx.transact(async (tx) => {
      if (state === 'live') await named(row.name, () => makeLive(tx, segmentId))
      else {
        await store.setState(tx.db, tx.workspaceId, segmentId, state, tx.now, actorName(tx))
        await clearSegment(tx.db, tx.workspaceId, segmentId)
      }
      await remember(tx, `segment.${state}`, segmentId, { name: row.name })
    })
  return viewById(ctx, segmentId)
}

async function refuseIfUsed(ctx: Ctx, segmentId: string) {
  const live = await store.liveSegments(ctx.db, ctx.workspaceId)
  const users = live.filter((s) => s.reads.includes(`segment:${segmentId}`))
  if (users.length > 0) refuse.used_elsewhere({ names: users.map((s) => s.name).join(', ') })
}

/** What relies on an event by its name. */
export async function usesOfEvent(ctx: Ctx, event: string): Promise<EventUse[]> {
  const rows = await store.segmentsReading(ctx.db, ctx.workspaceId, `event:${event}`)
  return rows.map(({ segment_id: id, name }) => ({ kind: 'segment', id, name }))
}

const remember = (tx: TxCtx, action: string, subjectId: string, detail: Record<string, unknown>) =>
  audit(tx, { action, subjectKind: 'segment', subjectId, detail })
