import { DAY_MS, HOUR_MS, MINUTE_MS, addMs } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import { isFilledAgain, missingOf, newValuesOf } from '../model/alarm/shape.ts'
import type { Filled } from '../model/alarm/shape.ts'
import { fewValues, shapes } from '../queries/shapes.ts'
import type { ShapeRow, ValueRow } from '../queries/shapes.ts'
import type { AlarmKey } from '../store/alarms.ts'
import type { FlowRow } from '../store/flows.ts'
import { keyOf } from './learn.ts'

const USUAL_MS = 7 * DAY_MS
const LATELY_MS = 6 * HOUR_MS
/** The most frequent events, and so many of each: a question of bounded cost, asked once an hour. */
const EVENTS = 40
const SAMPLE = 1_000

export interface ShapeBreak extends AlarmKey {
  since: Date
  seen: number
  expected: number
  strength: number
}

export interface Shapes {
  breaks: ShapeBreak[]
  /** what is known of each pair's properties */
  filled: ReadonlyMap<string, Filled[]>
  isFilledAgain(alarm: AlarmKey): boolean
}

export async function judgeShapes(
  ctx: Ctx,
  flows: readonly FlowRow[],
  until: Date,
): Promise<Shapes> {
  const q = {
    ...{ workspaceId: ctx.workspaceId, from: addMs(until, -USUAL_MS) },
    ...{ lately: addMs(until, -LATELY_MS), to: until, sample: SAMPLE, events: mostFrequent(flows) },
  }
  const rows = await ctx.ch.query<ShapeRow>(shapes(q))
  const filled = filledOf(rows)
  const values = await ctx.ch.query<ValueRow>(fewValues(q))
  const looks = [...filled.values()].reduce((sum, own) => sum + own.length, 0)
  const pairs = [...filled].map(([key, own]) => ({ ...pairOf(key), own }))
  const missing = pairs.flatMap(({ event, source, own }) =>
    missingOf(own, looks).map(({ property, before, lately, strength }): ShapeBreak => {
      const key = { kind: 'missing', event, source, property, value: '' } as const
      const since = vanishedAt(rows, key, q.lately, until)
      return { ...key, since, seen: lately, expected: before, strength }
    }),
  )
  return {
    breaks: [...missing, ...newcomersOf(values, q.lately)],
    filled,
    isFilledAgain: (alarm) => {
      const own = filled.get(keyOf(alarm))?.find(({ property }) => property === alarm.property)
      return own !== undefined && isFilledAgain(own)
    },
  }
}

const QUIET_MS = 10 * MINUTE_MS

/** When it was filled last, if that is over; it began some time lately where it is only rarer. */
function vanishedAt(rows: readonly ShapeRow[], key: AlarmKey, lately: Date, until: Date): Date {
  const row = rows.find(
    ({ event, source, property }) =>
      event === key.event && source === key.source && property === key.property,
  )
  const last = Number(row?.last ?? 0)
  const isOver = last >= lately.getTime() && last < until.getTime() - QUIET_MS
  return isOver ? new Date(last) : lately
}

function mostFrequent(flows: readonly FlowRow[]): string[] {
  const volume = new Map<string, number>()
  for (const { event, counts } of flows)
    volume.set(event, (volume.get(event) ?? 0) + counts.slice(-168).reduce((a, b) => a + b, 0))
  return [...volume]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, EVENTS)
    .map(([event]) => event)
}

const pairOf = (key: string): { event: string; source: string } => {
  const [event, source] = JSON.parse(key) as [string, string]
  return { event, source }
}

function grouped<Row extends { event: string; source: string }>(rows: readonly Row[]) {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

export function filledOf(rows: readonly ShapeRow[]): Map<string, Filled[]> {
  const filled = new Map<string, Filled[]>()
  for (const [key, own] of grouped(rows)) {
    const total = own.find(({ property }) => property === '')
    if (!total) continue
    filled.set(
      key,
      own
        .filter(({ property }) => property !== '')
        .map(({ property, before, lately }) => ({
          property,
          before: { events: Number(total.before), filled: Number(before) },
          lately: { events: Number(total.lately), filled: Number(lately) },
        })),
    )
  }
  return filled
}

const newcomersOf = (rows: readonly ValueRow[], since: Date): ShapeBreak[] =>
  [...grouped(rows)].flatMap(([key, own]) =>
    [...new Set(own.map(({ property }) => property))].flatMap((property) => {
      const values = own
        .filter((row) => row.property === property)
        .map((row) => ({
          ...{ value: row.value, before: Number(row.before), lately: Number(row.lately) },
        }))
      return newValuesOf(values).map(({ value, lately }): ShapeBreak => ({
        ...{ kind: 'new_value', ...pairOf(key), property, value: value.slice(0, 200) },
        ...{ seen: lately, expected: 0, strength: lately, since },
      }))
    }),
  )
