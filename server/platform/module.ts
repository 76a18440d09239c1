import type {
  AnyContractProcedure,
  AnySchema,
  ContractProcedure,
  ErrorMap,
  InferSchemaInput,
  InferSchemaOutput,
  Meta,
} from '@orpc/contract'
import type { Hono } from 'hono'
import type { RawBuilder } from 'kysely'
import type { ModuleName } from '#kernel/route.ts'
import type { CanonicalEvent, ResolvedEvent } from './event.ts'
import type { Actor, Ctx, TxCtx } from './ctx.ts'
import type { Db } from './db/db.ts'
import type { Heard } from './outbox/fact.ts'
import type { Runtime } from './runtime.ts'

/** A verb for every route of the contract; a missing one does not compile. */
export type Handlers<C extends Record<string, AnyContractProcedure>> = {
  [K in keyof C]: (ctx: Ctx, input: ParsedInput<C[K]>) => Promise<Answer<C[K]>>
}

/** What a verb receives: the input after validation and defaults. */
type ParsedInput<P extends AnyContractProcedure> =
  P extends ContractProcedure<infer In, AnySchema, ErrorMap, Meta> ? InferSchemaOutput<In> : never

/** What a verb answers: checked against the contract before it leaves. */
type Answer<P extends AnyContractProcedure> =
  P extends ContractProcedure<AnySchema, infer Out, ErrorMap, Meta> ? InferSchemaInput<Out> : never

/** Facts of one kind heard in one transaction, in the order they happened, of one workspace. */
export type FactHandler = (tx: TxCtx, heard: readonly Heard<never>[]) => Promise<void>

/** What a module does with events on the path. Both run inside the worker's transactions. */
export interface Stage {
  /** Only `identity`: whose is each event? Answers in the order asked. */
  resolve?(
    tx: TxCtx,
    events: readonly CanonicalEvent[],
  ): Promise<{ identId: string; personId: string }[]>
  /**
   * Only `identity`: whose are these identifiers now, by identifier? Holds the graph still until the
   * transaction ends, so that no merge is announced before what it must move is written.
   */
  current?(tx: TxCtx, identIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /**
   * Only `identity`: after `resolve` has committed and before any `project`, brings the history
   * store up to date with what it decided. Repeatable; a fault stops the batch until it succeeds.
   */
  flush?(ctx: Ctx): Promise<void>
  /** Runs once per event, exactly: it commits together with the inbox row being done. */
  project?(tx: TxCtx, events: readonly ResolvedEvent[]): Promise<void>
  /**
   * Events that tell again of what has counted already (an order known from another sender): they
   * change no number, but may contradict. Same transaction as `project`, after it.
   */
  retold?(tx: TxCtx, events: readonly ResolvedEvent[]): Promise<void>
}

/** Work that time or another process makes due. `run` answers how much it did; 0 means quiet. */
export interface Tick {
  name: string
  /** least pause between runs when quiet; a poke runs it at once */
  everyMs: number
  run(rt: Runtime): Promise<number>
  /**
   * One instant in SQL: when `run` would find work next (null: nothing waits). All ticks are asked
   * together in one statement, and `run` is called only when it is due; a virtual clock stops there.
   * Without it nobody can ask, and `run` is called every `everyMs` of the clock.
   */
  due?: RawBuilder<Date | null>
  /** No clock stops for what waits here, and nobody who asks whether all is settled waits for it. */
  unhurried?: true
  /** Follows what others did, however often they did it: a drain leaves it for when they are done. */
  follows?: true
  /** On a virtual clock whoever waits moves the clock; until then so much is gathered before a run. */
  gatherMs?: number
  /** More comes in all the time, so whoever waits for it waits for a position of it. */
  byPosition?: true
  /**
   * Is there work, due by now, that follows from what this snapshot of the database saw? Ticks that
   * only time makes due have none. Asked inside a transaction that sees one state of all tables.
   */
  underWay?(db: Db, seen: { snapshot: string; now: Date }): Promise<boolean>
}

/** Something that relies on an event by its name. */
export interface EventUse {
  kind: 'segment' | 'journey'
  id: string
  name: string
}

/** Background work that may take long: named, retried, any number of workers (graphile-worker). */
export type JobHandler = (ctx: Ctx, payload: Record<string, unknown>) => Promise<void>

/** What waits to be worked off, for health, `settled` and alarms. */
export interface Inbox {
  waiting(rt: Runtime): Promise<{ batches: number; oldestAt: Date | undefined }>
  /** `never`: no batch was ever given this position. */
  stateOf(rt: Runtime, workspaceId: string, position: string): Promise<'done' | 'waiting' | 'never'>
}

/** By address, which may have `{parameters}`. */
export type PathItems = Readonly<Record<string, Readonly<Record<string, object>>>>

export interface Module {
  name: ModuleName
  /** `import.meta.dirname`; migrations live below it */
  folder: string
  contract?: Record<string, AnyContractProcedure>
  handlers?: Record<string, (ctx: Ctx, input: never) => Promise<unknown>>
  on?: Record<string, FactHandler>
  stage?: Stage
  ticks?: readonly Tick[]
  jobs?: Record<string, JobHandler>
  /** What is no JSON route: the collector, short links, WeChat callbacks, pages. */
  http?(app: Hono, rt: Runtime): void
  /** the same for outsiders to read: OpenAPI path items of what is no JSON route */
  paths?(): PathItems
  /** What of this module relies on the event of this name. */
  eventUses?(ctx: Ctx, event: string): Promise<EventUse[]>
  /** Only `collect`. */
  inbox?: Inbox
  /** Only `governance`: who is asking? */
  authenticate?(rt: Runtime, request: Request): Promise<Authenticated>
}

export interface Authenticated {
  actor: Actor
  /** the workspace the key belongs to, or the one a signed-in person has chosen */
  workspaceId: string | undefined
}
