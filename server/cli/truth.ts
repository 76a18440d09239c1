import type { Config } from '#platform/config.ts'
import { realClock, virtualClock } from '#platform/clock.ts'
import type { ClickHouse } from '#platform/clickhouse/clickhouse.ts'
import type { Ctx } from '#platform/ctx.ts'
import { openDatabase } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import { NO_WORKSPACE } from '#platform/http/api.ts'
import { migrateJobs } from '#platform/jobs.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { randomBytes } from '#platform/random.ts'
import { createRuntime } from '#platform/runtime.ts'
import { createSecrets, masterSecret } from '#platform/secrets.ts'
import { loadVirtualNow } from '#platform/virtual-clock-store.ts'
import { allMigrations, openTruth } from '../main.ts'
import { modules } from '../modules.ts'
import { runningServer } from './run-file.ts'

const shut = (): Promise<never> => Promise.reject(new Error('this command opens no ClickHouse'))

/** Commands of governance need PostgreSQL alone; history stays closed, for a server may hold it. */
const NO_HISTORY: ClickHouse = {
  kind: 'embedded',
  cluster: undefined,
  query: shut,
  insert: shut,
  insertColumns: shut,
  command: shut,
  ping: async () => false,
  [Symbol.asyncDispose]: async () => {},
}

/** The installation as its command line sees it: outside of all workspaces, or inside of one. */
export interface Truth {
  ctx: Ctx
  inside(workspaceId: string): Ctx
}

/**
 * Does a piece of work on an installation's PostgreSQL, as its command line: beside a running
 * server through that server's database, else by opening the embedded one for as long as it takes.
 */
export async function withTruth<T>(config: Config, work: (truth: Truth) => Promise<T>): Promise<T> {
  await using stack = new AsyncDisposableStack()
  const running = runningServer(config.dataDir)
  const { secret, database } = running
    ? {
        secret: masterSecret(config.secret, config.dataDir, randomBytes),
        database: stack.use(openDatabase(running.postgresUrl, 2)),
      }
    : await openTruth(config, stack)
  if (!running) {
    await migrate(database.pool, allMigrations('.sql'))
    await migrateJobs(database.pool)
  }
  const virtualNow = await loadVirtualNow(database.db)
  const rt = createRuntime({
    config,
    publicUrl: config.publicUrl ?? running?.url ?? `http://${config.host}:${config.port}`,
    log: createLog(config.logLevel),
    clock: virtualNow ? virtualClock(virtualNow) : realClock,
    database,
    ch: NO_HISTORY,
    secrets: createSecrets(secret, randomBytes),
    randomBytes,
    metrics: createMetrics(),
    modules,
  })
  const actor = { kind: 'system', name: 'cli', permissions: new Set(['*']) } as const
  const inside = (workspaceId: string) => rt.ctx(workspaceId, { actor, locale: 'en' })
  return await work({ ctx: inside(NO_WORKSPACE), inside })
}
