import { sql } from 'kysely'
import type { Runtime } from '../runtime.ts'

export interface Health {
  status: 'ok' | 'degraded'
  version: string
  /** the server's own time: virtual in a demo */
  time: string
  clock: 'real' | 'virtual'
  role: string
  stores: Record<'postgres' | 'clickhouse', { status: 'ok' | 'down'; kind: string }>
  inbox: { pending: number; oldestAgeMs: number }
}

/** What a load balancer, an alarm and a person in a hurry want to know. Never throws. */
export async function health(rt: Runtime, version: string): Promise<Health> {
  const now = rt.clock.now()
  const inbox = await inboxState(rt, now)
  const clickhouse = await rt.ch.ping().catch(() => false)
  return {
    status: inbox && clickhouse ? 'ok' : 'degraded',
    version,
    time: now.toISOString(),
    clock: rt.clock.kind,
    role: rt.config.role,
    stores: {
      postgres: {
        status: inbox ? 'ok' : 'down',
        kind: rt.config.databaseUrl ? 'server' : 'embedded',
      },
      clickhouse: { status: clickhouse ? 'ok' : 'down', kind: rt.ch.kind },
    },
    inbox: inbox ?? { pending: -1, oldestAgeMs: -1 },
  }
}

async function inboxState(rt: Runtime, now: Date) {
  try {
    await sql`select 1`.execute(rt.database.db)
    const inbox = rt.modules.find((module) => module.inbox)?.inbox
    const { batches = 0, oldestAt } = (await inbox?.waiting(rt)) ?? {}
    return {
      pending: batches,
      oldestAgeMs: oldestAt ? Math.max(0, now.getTime() - oldestAt.getTime()) : 0,
    }
  } catch {
    // Swallowed because a store that is away is an answer here, not a fault.
    return undefined
  }
}
