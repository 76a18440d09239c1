import { createSystem } from './system.ts'
import { PERMISSIONS_OF_THE_SYSTEM, createCtx, createTxCtx } from './create-ctx.ts'
import type { Clock } from './clock.ts'
import type { ClickHouse } from './clickhouse/clickhouse.ts'
import type { Config } from './config.ts'
import type { Actor, Ctx, TxCtx } from './ctx.ts'
import type { Database, Db } from './db/db.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Module } from './module.ts'
import type { Secrets } from './secrets.ts'
import type { System } from './system.ts'
import type { Locale } from '#kernel/locale.ts'
import type { RandomBytes } from '#kernel/ids.ts'

/** One running installation: what main.ts wires by hand and lends to the modules. */
export interface Runtime {
  readonly config: Config
  readonly publicUrl: string
  readonly log: Log
  readonly clock: Clock
  readonly database: Database
  readonly ch: ClickHouse
  readonly secrets: Secrets
  readonly randomBytes: RandomBytes
  readonly metrics: Metrics
  readonly modules: readonly Module[]
  readonly system: System
  /** given when this process is to end: long work throws Stopping */
  readonly stopping: AbortSignal
  stop(): void
  /** A value for one request or one piece of work. */
  ctx(workspaceId: string, how?: CtxOptions): Ctx
  /** The same inside a transaction of the platform's own; pokes are collected in `after`. */
  ctxIn(trx: Db, workspaceId: string, after?: string[]): TxCtx
  /** Wakes a tick in this process now; other processes look within its `everyMs`. */
  poke(tick: string): void
  /** Set by the scheduler, so that whoever makes work due can wake it. */
  onPoke: (tick: string) => void
}

export interface CtxOptions {
  actor?: Actor
  locale?: Locale
  now?: Date
}

export type RuntimeParts = Omit<
  Runtime,
  'ctx' | 'ctxIn' | 'poke' | 'onPoke' | 'system' | 'stopping' | 'stop'
>

export function createRuntime(parts: RuntimeParts): Runtime {
  const system: Actor = { kind: 'system', name: 'siyu', permissions: PERMISSIONS_OF_THE_SYSTEM }
  const ending = new AbortController()
  const rt: Runtime = {
    ...parts,
    stopping: ending.signal,
    stop: () => ending.abort(),
    system: createSystem(() => rt),
    ctxIn: (trx, workspaceId, after = []) =>
      createTxCtx(
        rt,
        trx,
        { workspaceId, actor: system, locale: 'zh-CN', now: rt.clock.now() },
        after,
      ),
    ctx: (workspaceId, how = {}) =>
      createCtx(rt, {
        workspaceId,
        actor: how.actor ?? system,
        locale: how.locale ?? 'zh-CN',
        now: how.now ?? rt.clock.now(),
      }),
    poke: (tick) => rt.onPoke(tick),
    onPoke: () => {},
  }
  return rt
}
