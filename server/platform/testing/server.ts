import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { allMigrations } from '../../main.ts'
import { modules } from '../../modules.ts'
import { openClickHouse } from '../clickhouse/clickhouse.ts'
import { migrateClickHouse } from '../clickhouse/migrate.ts'
import { virtualClock } from '../clock.ts'
import type { VirtualClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import type { Ctx } from '../ctx.ts'
import { createApp } from '../http/app.ts'
import { createLog } from '../log.ts'
import { createMetrics } from '../metrics.ts'
import { randomBytes } from '../random.ts'
import { createRuntime } from '../runtime.ts'
import type { Runtime } from '../runtime.ts'
import { startScheduler } from '../scheduler.ts'
import type { Scheduler } from '../scheduler.ts'
import { createSecrets } from '../secrets.ts'
import { testDatabase } from './database.ts'

/** The whole server in this process, on real engines, with a clock that the test moves. */
export interface TestServer extends AsyncDisposable {
  readonly rt: Runtime
  readonly app: Hono
  readonly clock: VirtualClock
  readonly scheduler: Scheduler
  readonly workspaceId: string
  /** as our own worker, which may everything, in the test's workspace */
  ctx(): Ctx
  /** Works off everything that is due, whatever it sets off. */
  settle(): Promise<void>
  /** Moves time, stopping at every due instant. */
  moveTo(to: Date): Promise<void>
}

export const TEST_WORKSPACE = '0190a000-0000-7000-8000-000000000001'
export const TEST_START = new Date('2026-03-02T02:00:00Z') // Monday, 10:00 in Shanghai

export async function testServer(start: Date = TEST_START): Promise<TestServer> {
  const stack = new AsyncDisposableStack()
  const dir = mkdtempSync(join(tmpdir(), 'siyu-test-'))
  stack.defer(() => rmSync(dir, { recursive: true, force: true }))
  const read = readConfig({ SIYU_DATA_DIR: dir, SIYU_CLOCK: 'virtual', SIYU_LOG_LEVEL: 'error' })
  if (read.kind === 'bad') throw new Error(read.complaints.join('\n'))
  const database = stack.use(await testDatabase())
  const ch = stack.use(
    await openClickHouse({ url: undefined, cluster: undefined, dataDir: join(dir, 'ch') }),
  )
  await migrateClickHouse(ch, allMigrations('.ch.sql'))
  const clock = virtualClock(start)
  const rt = createRuntime({
    config: read.config,
    publicUrl: 'http://siyu.test',
    log: createLog(read.config.logLevel),
    clock,
    database,
    ch,
    secrets: createSecrets('a master secret of the tests only, long', randomBytes),
    randomBytes,
    metrics: createMetrics(),
    modules,
  })
  const scheduler = stack.use(startScheduler(rt))
  rt.system.onMoveClock = scheduler.moveClock
  return {
    rt,
    app: createApp(rt),
    clock,
    scheduler,
    workspaceId: TEST_WORKSPACE,
    ctx: () => rt.ctx(TEST_WORKSPACE),
    settle: scheduler.drain,
    moveTo: scheduler.moveClock,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
