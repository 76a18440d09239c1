import type { Locale } from '#kernel/locale.ts'
import type { Sql } from '#kernel/sql.ts'
import type { Naming } from '#modules/collect/model/naming/naming.ts'
import type { Form } from './form.ts'
import type { EventView, PersonView } from './person-view.ts'

/** What a condition depends on. When one of these changes, and only then, it is evaluated anew. */
export type Read =
  | `event:${string}`
  | `attribute:${string}`
  | `tag:${string}`
  | `interest:${string}`
  | `reachable:${string}`
  | `segment:${string}`
  | 'stage'
  | 'tier'
  | 'source'

/** What the caller lends to ClickHouse SQL. */
export interface ChContext {
  readonly workspaceId: string
  readonly now: Date
  /** The person of a row of `events`, after merges: a UInt64 expression. */
  readonly person: Sql
  /** A table, or a subquery in parentheses: one row per live person of the workspace (SPEC 2). */
  readonly people: Sql
  /** What the events that operators named mean; lives in memory carry such events by their names. */
  readonly naming: Naming
}

/**
 * One kind of condition and its one meaning, told to each engine. Combinators get `inner`, which
 * does the same to a child; leaves ignore it.
 */
export interface Operator<P, Child = never> {
  /** A boolean expression, never NULL, over a row of `people`. */
  readonly ch: (p: P, ctx: ChContext, inner: (child: Child) => Sql) => Sql
  readonly matches: (
    p: P,
    person: PersonView,
    now: Date,
    inner: (child: Child) => boolean,
  ) => boolean
  /**
   * The next instant after `now` at which the answer may change by the passing of time alone.
   * May be early, is never late; `undefined` means never.
   */
  readonly nextFlip: (
    p: P,
    person: PersonView,
    now: Date,
    inner: (child: Child) => Date | undefined,
  ) => Date | undefined
  readonly reads: (p: P, inner: (child: Child) => readonly Read[]) => readonly Read[]
  /** The events that speak in this answer at `now`, in order of time. */
  readonly evidence: (p: P, person: PersonView, now: Date) => readonly EventView[]
  readonly say: (
    p: P,
    locale: Locale,
    inner: (child: Child) => string,
    segmentName: (id: string) => string,
  ) => string
  readonly form: Form<P>
}

/** For conditions on what a person is: time alone changes nothing, no event speaks. */
export const timeless = {
  nextFlip: () => undefined,
  evidence: () => [],
} as const
