import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../db/embedded.ts'
import { migrateJobs } from '../jobs.ts'
import { migrate } from '../db/migrate.ts'
import { allMigrations } from '../../main.ts'

interface Project {
  provide(key: 'postgresUrl', value: string): void
}

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** One PostgreSQL for the whole run, with a migrated template that each test file clones. */
export async function setup(project: Project): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'siyu-test-pg-'))
  const postgres = await startEmbeddedPostgres({
    dataDir: join(dir, 'pg'),
    port: 0,
    durable: false,
  })
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  await migrate(pool, allMigrations('.sql'))
  await migrateJobs(pool)
  await pool.end()
  project.provide('postgresUrl', postgres.url)
  return async () => {
    await postgres[Symbol.asyncDispose]()
    rmSync(dir, { recursive: true, force: true })
  }
}
