import { HOUR_MS, MINUTE_MS, addMs } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { hourOf } from '../model/alarm/flow.ts'
import { LEARN_MS } from '../model/alarm/judge.ts'
import { closeAlarm, mutesOf, openAlarm, openAlarms, openByKind } from '../store/alarms.ts'
import type { AlarmRow, NewAlarm } from '../store/alarms.ts'
import { claimLook, postponeLook, saveLooked, waitingSince } from '../store/flows.ts'
import type { FlowRow, WatchRow } from '../store/flows.ts'
import { aheadIn, learn } from './learn.ts'
import { writeNotices } from './notices.ts'
import { plan } from './plan.ts'
import { judgeShapes } from './shape.ts'
import { trailOf } from './trail.ts'
import { judgeVolumes } from './volume.ts'

const EVERY_MS = 5 * MINUTE_MS
/** A demo's weeks pass in minutes: a look an hour of its clock is as often as anybody can read. */
const EVERY_VIRTUAL_MS = HOUR_MS
/** As long as nothing is old enough to be judged. */
const WHILE_YOUNG_MS = 6 * HOUR_MS
/** Of more breaks at once the causes are not looked for one by one. */
const TRAILS = 20

/** One look at one workspace's flow. Answers how many were looked at. */
export async function lookAtData(rt: Runtime): Promise<number> {
  const now = rt.clock.now()
  const everyMs = rt.clock.kind === 'virtual' ? EVERY_VIRTUAL_MS : EVERY_MS
  const watch = await claimLook(rt.database.db, now, addMs(now, everyMs))
  if (!watch) return 0
  const { opened, closed } = await look(rt.ctx(watch.workspace_id), watch)
  for (const alarm of opened) {
    const { kind, event, source, property, value } = alarm
    rt.log.warn({ kind, event, source, property, value }, 'a break in the data was found')
  }
  for (const { kind, event, source } of closed)
    rt.log.info({ kind, event, source }, 'a break in the data is over')
  rt.metrics.dataAlarmsOpen.reset()
  for (const { kind, alarms } of await openByKind(rt.database.db))
    rt.metrics.dataAlarmsOpen.set({ kind }, alarms)
  return 1
}

export interface Looked {
  opened: NewAlarm[]
  closed: AlarmRow[]
}

export async function look(ctx: Ctx, watch: WatchRow): Promise<Looked> {
  const aheadAt = aheadIn(watch.time_zone)
  const waiting = await waitingSince(ctx.db, ctx.workspaceId)
  const until = waiting.oldest && waiting.oldest < ctx.now ? waiting.oldest : ctx.now
  const flows = await learn(ctx, watch.learned_hour, until, aheadAt)
  const hour = hourOf(until.getTime())
  const isShapeDue = watch.shapes_hour === null || watch.shapes_hour < hour
  if (!flows.some((flow) => isLearned(flow, until))) {
    await saveLooked(ctx.db, ctx.workspaceId, { learned: hour, shapes: watch.shapes_hour })
    await postponeLook(ctx.db, ctx.workspaceId, addMs(ctx.now, WHILE_YOUNG_MS))
    return { opened: [], closed: [] }
  }
  const volumes = await judgeVolumes(ctx, flows, until, aheadAt)
  const shapes = isShapeDue
    ? await judgeShapes(
        ctx,
        flows.filter((flow) => isLearned(flow, until)),
        until,
      )
    : undefined
  const planned = plan({
    ...{ volumes, shapes, until },
    open: await openAlarms(ctx.db, ctx.workspaceId),
    mutes: await mutesOf(ctx.db, ctx.workspaceId, ctx.now),
  })
  const found: NewAlarm[] = []
  for (const [i, one] of planned.open.entries()) {
    const alarm = { ...one, id: ctx.newId(), opened_at: ctx.now }
    const causes = i < TRAILS ? await trailOf(ctx, alarm, volumes, until) : []
    found.push({ ...alarm, causes })
  }
  const shapesHour = isShapeDue ? hour : watch.shapes_hour
  return ctx.transact(async (tx) => {
    const opened: NewAlarm[] = []
    const closed: AlarmRow[] = []
    for (const alarm of found) if (await openAlarm(tx.db, tx.workspaceId, alarm)) opened.push(alarm)
    for (const { alarm, because } of planned.close)
      if (await closeAlarm(tx.db, tx.workspaceId, alarm.id, { at: tx.now, because }))
        closed.push(alarm)
    await saveLooked(tx.db, tx.workspaceId, { learned: hour, shapes: shapesHour })
    await writeNotices(tx, watch.time_zone, 'opened', opened)
    // What was folded into its source's silence is told of by that one.
    const over = planned.close.filter(({ because }) => because === 'recovered')
    await writeNotices(
      tx,
      watch.time_zone,
      'closed',
      over.map(({ alarm }) => alarm),
    )
    return { opened, closed }
  })
}

const isLearned = ({ first_hour: firstHour }: FlowRow, until: Date): boolean =>
  until.getTime() - firstHour * HOUR_MS >= LEARN_MS
