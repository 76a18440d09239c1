import type { Db } from './db/db.ts'
import type { ClickHouse } from './clickhouse/clickhouse.ts'
import type { Log } from './log.ts'
import type { Fact } from './outbox/fact.ts'
import type { Secrets } from './secrets.ts'
import type { System } from './system.ts'
import type { RandomBytes } from '#kernel/ids.ts'
import type { Locale } from '#kernel/locale.ts'

/** Who asks. What each may do is `governance`'s to say, before a verb is called. */
export type Actor =
  | { kind: 'user'; userId: string; name: string; role: string; permissions: ReadonlySet<string> }
  | { kind: 'key'; keyId: string; name: string; permissions: ReadonlySet<string> }
  | { kind: 'system'; name: string; permissions: ReadonlySet<string> }
  | { kind: 'nobody'; permissions: ReadonlySet<string> }

/** Everything a verb may lean on, as a plain value. Inside `transact`, `db` is the transaction. */
export interface Ctx {
  readonly workspaceId: string
  readonly actor: Actor
  readonly now: Date
  readonly locale: Locale
  readonly log: Log
  readonly db: Db
  readonly ch: ClickHouse
  readonly secrets: Secrets
  readonly randomBytes: RandomBytes
  /** how people and WeChat reach this server, without a trailing slash */
  readonly publicUrl: string
  /** Only in a route's call: for cookies and addresses, nothing else. */
  readonly http?: {
    readonly request: Request
    readonly responseHeaders: Headers
    /** where the call came from, as far as the socket or a proxy of ours knows */
    readonly address: string
  }
  /** What only the running installation can do: see `system.ts`. */
  readonly system: System
  newId(): string
  /** One transaction; a nested call joins the outer one. */
  transact<T>(work: (tx: TxCtx) => Promise<T>): Promise<T>
}

export interface TxCtx extends Ctx {
  readonly inTransaction: true
  /** Announces a fact; it is heard only if this transaction commits. */
  publish(...facts: Fact<unknown>[]): Promise<void>
  /** Wakes a tick of this process after the commit. */
  wake(tick: string): void
}
