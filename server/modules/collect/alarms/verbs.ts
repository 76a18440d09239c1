import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { DEFAULT_TIME_ZONE, HOUR_MS, addHours } from '#kernel/time.ts'
import { actorName } from '#platform/actor-name.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { ALARM_REFUSALS } from '../contract/alarms.ts'
import { causeIn } from '../model/alarm/causes.ts'
import { dispersionOf, expectedBetween } from '../model/alarm/expectation.ts'
import { hourOf } from '../model/alarm/flow.ts'
import { alarmIn } from '../model/alarm/says.ts'
import * as store from '../store/alarms.ts'
import type { AlarmKind, AlarmRow } from '../store/alarms.ts'
import { flowsOf, zoneOf } from '../store/flows.ts'
import { aheadIn } from './learn.ts'
import { together } from './volume.ts'

const refuse = refusals(ALARM_REFUSALS)

const zoneFor = async (ctx: Ctx): Promise<string> =>
  (await zoneOf(ctx.db, ctx.workspaceId)) ?? DEFAULT_TIME_ZONE

export async function alarms(
  ctx: Ctx,
  input: {
    cursor?: string | undefined
    limit: number
    state: 'open' | 'closed'
    kind?: AlarmKind | undefined
    source?: string | undefined
  },
) {
  const offset = offsetOf(input.cursor)
  const { state, kind, source, limit } = input
  const rows = await store.listAlarms(ctx.db, ctx.workspaceId, {
    ...{ state, kind, source, offset, limit },
  })
  const { items, next } = pageFrom(rows, limit, offset)
  const timeZone = await zoneFor(ctx)
  return {
    items: items.map((row) => viewOf(ctx, row, timeZone)),
    next,
    totals: await store.alarmTotals(ctx.db, ctx.workspaceId),
  }
}

const viewOf = (ctx: Ctx, row: AlarmRow, timeZone: string) => ({
  ...{ id: row.id, kind: row.kind, event: row.event, source: row.source },
  ...{ property: row.property, value: row.value, seen: row.seen, expected: row.expected },
  says: alarmIn(row, ctx.locale),
  since: row.since.toISOString(),
  openedAt: row.opened_at.toISOString(),
  causes: row.causes.map((cause) => ({
    ...{ kind: cause.kind, page: cause.page, says: causeIn(cause, ctx.locale, timeZone) },
  })),
  ackedAt: row.acked_at?.toISOString() ?? null,
  ackedBy: row.acked_by,
  closedAt: row.closed_at?.toISOString() ?? null,
  closedBecause: row.closed_because,
  closedBy: row.closed_by,
})

const HOURS = { before: 48, after: 24 }
/** As wide as what a drop must leave (model/alarm/judge.ts). */
const BAND_SD = 4

export async function alarm(ctx: Ctx, { id }: { id: string }) {
  const row = (await store.findAlarm(ctx.db, ctx.workspaceId, id)) ?? refuse.no_such_alarm()
  const timeZone = await zoneFor(ctx)
  const flows = (await flowsOf(ctx.db, ctx.workspaceId)).filter(
    ({ event, source }) => source === row.source && (row.event === '' || event === row.event),
  )
  const hours = flows.length > 0 ? hoursOf(together(flows), row.since, aheadIn(timeZone)) : []
  return { ...viewOf(ctx, row, timeZone), hours }
}

function hoursOf(
  flow: ReturnType<typeof together>,
  since: Date,
  aheadAt: ReturnType<typeof aheadIn>,
) {
  const dispersion = dispersionOf(flow, aheadAt)
  const end = flow.firstHour + flow.counts.length
  const first = Math.max(flow.firstHour, Math.min(hourOf(since.getTime()), end) - HOURS.before)
  return Array.from({ length: Math.min(end - first, HOURS.before + HOURS.after) }, (_, i) => {
    const from = (first + i) * HOUR_MS
    const expected = expectedBetween(flow, from, from + HOUR_MS, dispersion, aheadAt)
    return {
      at: new Date(from).toISOString(),
      seen: flow.counts[first + i - flow.firstHour] ?? 0,
      expected: expected?.mean ?? null,
      low: expected ? Math.max(0, expected.mean - BAND_SD * expected.sd) : null,
      high: expected ? expected.mean + BAND_SD * expected.sd : null,
    }
  })
}

/** Finds it, does it, and leaves its row in the audit trail. */
const change = (
  ctx: Ctx,
  id: string,
  action: string,
  work: (tx: TxCtx, row: AlarmRow) => Promise<unknown>,
): Promise<void> =>
  ctx.transact(async (tx) => {
    const row = (await store.findAlarm(tx.db, tx.workspaceId, id)) ?? refuse.no_such_alarm()
    await work(tx, row)
    await audit(tx, { action, subjectKind: 'data_alarm', subjectId: id })
  })

export async function acknowledgeAlarm(ctx: Ctx, { id }: { id: string }) {
  await change(ctx, id, 'collect.alarm_acknowledged', (tx) =>
    store.ackAlarm(tx.db, tx.workspaceId, id, tx.now, actorName(tx)),
  )
  return { acknowledged: true as const }
}

const closeByHand = (tx: TxCtx, id: string): Promise<boolean> =>
  store.closeAlarm(tx.db, tx.workspaceId, id, {
    ...{ at: tx.now, because: 'resolved', by: actorName(tx) },
  })

export async function resolveAlarm(ctx: Ctx, { id }: { id: string }) {
  await change(ctx, id, 'collect.alarm_resolved', (tx) => closeByHand(tx, id))
  return { resolved: true as const }
}

export async function muteAlarm(ctx: Ctx, { id, hours }: { id: string; hours: number }) {
  const until = addHours(ctx.now, hours)
  await change(ctx, id, 'collect.alarm_muted', async (tx, { event, source }) => {
    await store.saveMute(tx.db, tx.workspaceId, { event, source, until, by: actorName(tx) })
    await closeByHand(tx, id)
  })
  return { until: until.toISOString() }
}

export async function alarmMutes(ctx: Ctx) {
  const mutes = await store.mutesOf(ctx.db, ctx.workspaceId, ctx.now)
  return { items: mutes.map((mute) => ({ ...mute, until: mute.until.toISOString() })) }
}

export async function liftMute(ctx: Ctx, { event, source }: { event: string; source: string }) {
  await ctx.transact(async (tx) => {
    await store.saveMute(tx.db, tx.workspaceId, {
      ...{ event, source, until: tx.now, by: actorName(tx) },
    })
    const subjectId = JSON.stringify([event, source])
    await audit(tx, { action: 'collect.alarm_unmuted', subjectKind: 'data_alarm', subjectId })
  })
  return { lifted: true as const }
}
