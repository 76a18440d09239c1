import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '#platform/db/embedded.ts'
import type { EmbeddedPostgres } from '#platform/db/embedded.ts'
import { clickHouseServer } from './clickhouse-server.ts'
import type { ClickHouseServer } from './clickhouse-server.ts'
import { makeAdmin, serving } from './process.ts'
import type { Serving } from './process.ts'

/** An installation as it is run at scale: stores of their own, one web process, several workers. */
export interface Fleet extends AsyncDisposable {
  readonly web: Serving
  readonly workers: readonly Serving[]
  readonly postgres: EmbeddedPostgres
  readonly clickhouse: ClickHouseServer
}

export async function fleet(howManyWorkers: number): Promise<Fleet> {
  const stack = new AsyncDisposableStack()
  const root = mkdtempSync(join(tmpdir(), 'siyu-fleet-'))
  stack.defer(() => rmSync(root, { recursive: true, force: true }))
  const password = randomBytes(12).toString('hex')
  const postgres = stack.use(
    await startEmbeddedPostgres({ dataDir: join(root, 'postgres'), port: 0, password }),
  )
  const clickhouse = stack.use(await clickHouseServer())
  const env = {
    DATABASE_URL: postgres.url,
    CLICKHOUSE_URL: clickhouse.url,
    SIYU_SECRET: randomBytes(24).toString('hex'),
  }
  const one = async (name: string, role: 'web' | 'worker') =>
    stack.use(await serving({ env, flags: ['--role', role, '--data-dir', join(root, name)] }))
  await makeAdmin(['--data-dir', join(root, 'web')], { env })
  const web = await one('web', 'web')
  const workers: Serving[] = []
  for (let n = 0; n < howManyWorkers; n++) workers.push(await one(`worker-${n}`, 'worker'))
  for (const process of [web, ...workers]) await process.start()
  return {
    ...{ web, workers, postgres, clickhouse },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}
