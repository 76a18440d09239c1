import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql, uuid } from '#kernel/sql.ts'
import { readConfig } from '#platform/config.ts'
import { startServer } from '../server/main.ts'
import type { Server } from '../server/main.ts'

/**
 * A whole installation on embedded engines in a folder of its own, gone afterwards. `web` works off
 * nothing in the background, for what is measured by hand.
 */
export async function benchServer(role: 'all' | 'web' = 'all'): Promise<Server> {
  const dataDir = mkdtempSync(join(tmpdir(), 'siyu-bench-'))
  const read = readConfig({
    SIYU_DATA_DIR: dataDir,
    SIYU_PORT: '0',
    SIYU_LOG_LEVEL: 'error',
    SIYU_ROLE: role,
  })
  if (read.kind === 'bad') throw new Error(read.complaints.join('\n'))
  const server = await startServer(read.config)
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const LOOK_EVERY_MS = 50

/** Until a query finds so many events: whatever was accepted is worked off. */
export async function allVisible({ ch }: Server['rt'], events: number): Promise<void> {
  for (;;) {
    const [row] = await ch.query<{ n: string }>(
      sql`SELECT count() AS n FROM events WHERE workspace_id = ${uuid(BENCH_WORKSPACE)}`,
    )
    if (Number(row?.n ?? 0) >= events) return
    await sleep(LOOK_EVERY_MS)
  }
}

export const BENCH_WORKSPACE = '0190b000-0000-7000-8000-000000000001'
