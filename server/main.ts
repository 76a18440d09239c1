import { mkdirSync } from 'node:fs'
import type { Server as HttpServer } from 'node:http'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { isVirtual, realClock, virtualClock } from '#platform/clock.ts'
import type { Clock } from '#platform/clock.ts'
import { openClickHouse } from '#platform/clickhouse/clickhouse.ts'
import { migrateClickHouse } from '#platform/clickhouse/migrate.ts'
import type { Config } from '#platform/config.ts'
import { openDatabase } from '#platform/db/db.ts'
import type { Db } from '#platform/db/db.ts'
import { startEmbeddedPostgres } from '#platform/db/embedded.ts'
import { migrate, readMigrations } from '#platform/db/migrate.ts'
import { createApp } from '#platform/http/app.ts'
import { migrateJobs, startJobs } from '#platform/jobs.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { randomBytes } from '#platform/random.ts'
import { createRuntime } from '#platform/runtime.ts'
import type { Runtime } from '#platform/runtime.ts'
import { startScheduler } from '#platform/scheduler.ts'
import { createSecrets, masterSecret, postgresPassword } from '#platform/secrets.ts'
import { lockDataDir } from '#platform/data-dir-lock.ts'
import { loadVirtualNow } from '#platform/virtual-clock-store.ts'
import { modules } from './modules.ts'

/** The composition root: config → stores → runtime → workers → listen. Disposing stops in order. */
export interface Server extends AsyncDisposable {
  readonly rt: Runtime
  /** where it listens; undefined for a worker */
  readonly url: string | undefined
}

export interface StartOptions {
  /** says, step by step, what it is doing */
  say?: (step: string) => void
  /** where a virtual clock starts when the installation has none yet */
  virtualStart?: Date
}

/** PostgreSQL and the master secret: all that commands beside a stopped server need. */
export async function openTruth(config: Config, stack: AsyncDisposableStack) {
  mkdirSync(config.dataDir, { recursive: true })
  if (!config.databaseUrl || !config.clickhouseUrl) stack.use(lockDataDir(config.dataDir))
  const secret = masterSecret(config.secret, config.dataDir, randomBytes)
  const url =
    config.databaseUrl ??
    stack.use(
      await startEmbeddedPostgres({
        dataDir: join(config.dataDir, 'postgres'),
        port: config.postgresPort,
        password: postgresPassword(secret),
      }),
    ).url
  return { secret, database: stack.use(openDatabase(url)) }
}

export async function openRuntime(config: Config, options: StartOptions = {}) {
  const stack = new AsyncDisposableStack()
  try {
    const rt = await openStores(config, options, stack)
    return { rt, [Symbol.asyncDispose]: () => stack.disposeAsync() }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

async function openStores(config: Config, options: StartOptions, stack: AsyncDisposableStack) {
  const say = options.say ?? (() => {})
  const log = createLog(config.logLevel)
  say(config.databaseUrl ? 'PostgreSQL' : 'PostgreSQL (embedded)')
  const { secret, database } = await openTruth(config, stack)
  say(config.clickhouseUrl ? 'ClickHouse' : 'ClickHouse (embedded)')
  const ch = stack.use(
    await openClickHouse({
      url: config.clickhouseUrl,
      cluster: config.clickhouseCluster,
      dataDir: join(config.dataDir, 'clickhouse'),
    }),
  )
  say('migrations')
  await migrate(database.pool, allMigrations('.sql'))
  await migrateJobs(database.pool)
  await migrateClickHouse(ch, allMigrations('.ch.sql'))
  return createRuntime({
    config,
    publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
    log,
    clock: await chooseClock(config, database.db, options.virtualStart),
    database,
    ch,
    secrets: createSecrets(secret, randomBytes),
    randomBytes,
    metrics: createMetrics(),
    modules,
  })
}

export async function startServer(config: Config, options: StartOptions = {}): Promise<Server> {
  const stack = new AsyncDisposableStack()
  try {
    const { rt } = stack.use(await openRuntime(config, options))
    if (config.role !== 'web') {
      stack.use(await startJobs(rt))
      const scheduler = stack.use(startScheduler(rt))
      rt.system.onMoveClock = isVirtual(rt.clock) ? scheduler.moveClock : rt.system.onMoveClock
    }
    if (config.role === 'worker')
      return { rt, url: undefined, [Symbol.asyncDispose]: () => stack.disposeAsync() }
    options.say?.('HTTP')
    const url = await listen(rt, stack)
    stack.defer(() => rt.stop())
    return { rt, url, [Symbol.asyncDispose]: () => stack.disposeAsync() }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

export function allMigrations(ending: string) {
  const platform = join(import.meta.dirname, 'platform', 'migrations')
  return [
    ...readMigrations('platform', platform, ending),
    ...modules.flatMap((m) => readMigrations(m.name, join(m.folder, 'migrations'), ending)),
  ]
}

async function chooseClock(config: Config, db: Db, start: Date | undefined): Promise<Clock> {
  if (config.clock === 'real') return realClock
  return virtualClock((await loadVirtualNow(db)) ?? start ?? realClock.now())
}

/** 神策 puts whole events into URLs: 49 KB seen, so the header limit is far above Node's 16 KB. */
const MAX_HEADER_BYTES = 256 * 1024
const FINISH_MS = 5_000

async function listen(rt: Runtime, stack: AsyncDisposableStack): Promise<string> {
  const { host, port } = rt.config
  const app = createApp(rt)
  return new Promise((done, fail) => {
    const close = (which: 'closeAllConnections' | 'closeIdleConnections') => {
      if (which in server) (server as HttpServer)[which]()
    }
    const server = serve(
      {
        fetch: app.fetch,
        hostname: host,
        port,
        serverOptions: { maxHeaderSize: MAX_HEADER_BYTES },
      },
      (info) => done(`http://${host}:${info.port}`),
    )
    server.once('error', fail)
    stack.defer(
      () =>
        new Promise<void>((closed) => {
          // No new calls; those under way may finish, for so long.
          const patience = setTimeout(() => close('closeAllConnections'), FINISH_MS)
          server.close(() => {
            clearTimeout(patience)
            closed()
          })
          close('closeIdleConnections')
        }),
    )
  })
}
