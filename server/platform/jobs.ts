import { Logger, run, runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Ctx } from './ctx.ts'
import type { Runtime } from './runtime.ts'

/** Long background work, in PostgreSQL, joined to the caller's transaction; any number of workers. */
export async function addJob(
  ctx: Ctx,
  name: string,
  payload: Record<string, unknown>,
  options: { key?: string } = {},
): Promise<void> {
  const body = JSON.stringify({ ...payload, workspaceId: ctx.workspaceId })
  await sql`select graphile_worker.add_job(${name}, ${body}::json,
    job_key => ${options.key ?? null}, max_attempts => 10)`.execute(ctx.db)
}

const loggerOf = (warn: (message: string) => void) =>
  new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') warn(message)
  })

/** The job tables are graphile-worker's own; it keeps them up to date itself. */
export async function migrateJobs(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: loggerOf(() => {}) })
}

export async function startJobs(rt: Runtime): Promise<AsyncDisposable> {
  const taskList = Object.fromEntries(
    rt.modules.flatMap((module) =>
      Object.entries(module.jobs ?? {}).map(([name, handler]) => [
        name,
        async (payload: unknown) => {
          const body = payload as Record<string, unknown>
          await handler(rt.ctx(String(body.workspaceId)), body)
        },
      ]),
    ),
  )
  const runner = await run({
    pgPool: rt.database.pool,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2_000,
    taskList,
    logger: loggerOf((message) => rt.log.warn({ from: 'jobs' }, message)),
  })
  return { [Symbol.asyncDispose]: () => runner.stop() }
}
