import { DAY_MS, addMs } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import { causesOf } from '../model/alarm/causes.ts'
import type { Cause, Clues } from '../model/alarm/causes.ts'
import { renamedTo } from '../model/alarm/shape.ts'
import { shapes, traces } from '../queries/shapes.ts'
import type { ShapeRow, TraceRow } from '../queries/shapes.ts'
import { refusedAround } from '../store/alarms.ts'
import type { NewAlarm } from '../store/alarms.ts'
import { waitingSince } from '../store/flows.ts'
import { listWriteKeys } from '../store/write-keys.ts'
import { keyOf } from './learn.ts'
import { filledOf } from './shape.ts'
import type { Pair, Volumes } from './volume.ts'

const SAMPLE = 2_000

/** Gathers what changed around the instant a break began, and ranks what may have caused it. */
export async function trailOf(
  ctx: Ctx,
  alarm: Omit<NewAlarm, 'causes'>,
  volumes: Volumes,
  until: Date,
): Promise<Cause[]> {
  const since = alarm.since.getTime()
  const keys = (await listWriteKeys(ctx.db, ctx.workspaceId)).filter(
    ({ name }) => name === alarm.source,
  )
  const waiting = await waitingSince(ctx.db, ctx.workspaceId)
  const spanMs = Math.max(until.getTime() - since, 600_000)
  const clues: Clues = {
    alarm: { ...alarm, since },
    keys: keys.map((key) => ({
      ...{ name: key.name, createdAt: key.created_at.getTime() },
      ...(key.created_by === null ? {} : { by: key.created_by }),
      ...(key.revoked_at === null ? {} : { revokedAt: key.revoked_at.getTime() }),
      ...(key.revoked_by === null ? {} : { revokedBy: key.revoked_by }),
    })),
    inbox: {
      ...{ batches: waiting.batches, oldestAt: waiting.oldest?.getTime() },
      now: ctx.now.getTime(),
    },
    ...reach(volumes.pairs, alarm.source),
    refused: await refusedAround(ctx.db, ctx.workspaceId, {
      ...{ source: alarm.source, since: alarm.since, to: ctx.now },
      from: addMs(alarm.since, -spanMs),
    }),
    newEvents: volumes.newcomers.filter(({ source }) => source === alarm.source),
    missed: alarm.expected - alarm.seen,
    renamedTo: undefined,
    traces: [],
  }
  return causesOf({ ...clues, ...(await changes(ctx, alarm, volumes, until)) })
}

const isLess = ({ judged }: Pair): boolean => judged.breaks.some(({ kind }) => kind !== 'surge')

function reach(pairs: readonly Pair[], source: string): Pick<Clues, 'sources' | 'ofSource'> {
  const own = pairs.filter((pair) => pair.source === source && pair.event !== '')
  const names = [...new Set(pairs.map((pair) => pair.source))]
  const silent = names.filter((name) => {
    const whole = pairs.filter((pair) => pair.source === name)
    return (
      (whole.find(({ event }) => event === '') ?? whole[0])?.judged.breaks[0]?.kind === 'silence'
    )
  })
  return {
    sources: { judged: names.length, silent: silent.length },
    ofSource: { judged: own.length, broken: own.filter(isLess).length },
  }
}

async function changes(
  ctx: Ctx,
  alarm: Omit<NewAlarm, 'causes'>,
  { pairs }: Volumes,
  until: Date,
): Promise<Pick<Clues, 'renamedTo' | 'traces'>> {
  // What fell silent sends nothing to compare: then the whole source is looked at.
  const isAlone = alarm.kind !== 'silence' && alarm.event !== ''
  const events = isAlone
    ? [alarm.event]
    : pairs.flatMap(({ event, source }) => (source === alarm.source && event ? [event] : []))
  const q = {
    ...{ workspaceId: ctx.workspaceId, from: addMs(alarm.since, -DAY_MS), lately: alarm.since },
    ...{ to: until, events, sample: SAMPLE, source: alarm.source },
  }
  const rows = await ctx.ch.query<TraceRow>(traces(q))
  const isMissing = alarm.kind === 'missing'
  const filled = isMissing
    ? filledOf(await ctx.ch.query<ShapeRow>(shapes(q))).get(keyOf(alarm))
    : undefined
  return {
    renamedTo: filled && renamedTo(filled, alarm.property),
    traces: rows.map((row) => ({
      ...{ trace: row.trace, value: row.value.trim() },
      ...{ before: Number(row.before), lately: Number(row.lately) },
    })),
  }
}
