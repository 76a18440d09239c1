import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Runtime } from './runtime.ts'
import type { Tick } from './module.ts'

/** What one look at the database told: from when on each tick finds work. */
export interface Look {
  /** ticks that would find work at this instant */
  dueBy(now: Date): Tick[]
  /** The next instant after this one at which somebody who is waited for finds work. */
  nextAfter(now: Date): Date | undefined
}

/** For a tick's `due`: at once while this holds, else not at all. */
export const atOnceWhile = (condition: RawBuilder<boolean>): RawBuilder<Date | null> =>
  sql<Date | null>`select '-infinity'::timestamptz where ${condition}`

interface Question {
  ticks: readonly Tick[]
  text: string
  values: unknown[]
  name: string
}

const questions = new WeakMap<readonly Tick[], Question>()

/**
 * Asks for all ticks in one prepared statement: an installation at rest costs one round trip a look,
 * and all answers are of the same instant, so that nothing slips between two of them.
 */
export async function look(rt: Runtime, ticks: readonly Tick[]): Promise<Look> {
  const { ticks: asked, ...statement } = questionOf(rt, ticks)
  const { rows } = await rt.database.pool.query<{ due: (number | null)[] }>(statement)
  const instants = (rows[0]?.due ?? []).map(msOf)
  return {
    dueBy: (now) => asked.filter((_, i) => (instants[i] ?? Number.POSITIVE_INFINITY) <= +now),
    nextAfter(now) {
      const later = instants.filter(
        (ms, i) => !asked[i]?.unhurried && ms !== undefined && ms > +now,
      )
      return later.length === 0 ? undefined : new Date(Math.min(...later.map(Number)))
    },
  }
}

/** Rounded up: a clock that stands at this millisecond has certainly reached it. */
const msOf = (seconds: number | null): number | undefined =>
  seconds === null ? undefined : Math.ceil(Math.round(seconds * 1e6) / 1e3)

function questionOf({ database }: Runtime, ticks: readonly Tick[]): Question {
  const known = questions.get(ticks)
  if (known) return known
  const asked = ticks.filter((tick) => tick.due)
  const parts = asked.map(({ due }) => sql`extract(epoch from (${due}))`)
  const { sql: text, parameters } = sql`select array[${sql.join(parts)}]::float8[] as due`.compile(
    database.db,
  )
  const name = `look:${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
  const question = { ticks: asked, text, values: [...parameters], name }
  questions.set(ticks, question)
  return question
}
