import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from '@clickhouse/client'
import pg from 'pg'
import { z } from 'zod'
import type { Config } from '#platform/config.ts'
import { realClock } from '#platform/clock.ts'
import type { RunFile } from '../run-file.ts'
import { bad, ok, warn, wordsOf } from './finding.ts'
import type { Finding } from './finding.ts'

const POSTGRES_AT_LEAST = 150_000
const CLICKHOUSE_AT_LEAST = 25
const SKEW_LIMIT_MS = 2_000
const TIMEOUT_MS = 5_000

/** Are the stores there, new enough, and of one mind about the time? */
export async function* engineChecks(
  config: Config,
  running: RunFile | undefined,
): AsyncGenerator<Finding> {
  const url = running?.postgresUrl ?? config.databaseUrl
  if (url) yield* postgres(url)
  else yield embedded('PostgreSQL', join(config.dataDir, 'postgres'))
  if (config.clickhouseUrl) yield* clickhouse(config.clickhouseUrl)
  else if (!running) yield embedded('ClickHouse', join(config.dataDir, 'clickhouse'))
}

const embedded = (what: string, folder: string): Finding =>
  ok(what, existsSync(folder) ? `embedded, stopped; data in ${folder}` : 'embedded, not made yet')

async function* postgres(url: string): AsyncGenerator<Finding> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: TIMEOUT_MS })
  try {
    const asked = realClock.now().getTime()
    await client.connect()
    const { rows } = await client.query<{ number: string; version: string; now: Date }>(
      `select current_setting('server_version_num') as number,
        current_setting('server_version') as version, now() as now`,
    )
    const [row] = rows
    if (!row) return
    yield Number(row.number) >= POSTGRES_AT_LEAST
      ? ok('PostgreSQL', row.version)
      : bad('PostgreSQL', `${row.version} is too old`, 'Siyu needs 15 or later')
    yield skew('PostgreSQL', row.now.getTime() - asked)
  } catch (error) {
    yield bad('PostgreSQL', wordsOf(error), 'is it running, and is DATABASE_URL right?')
  } finally {
    await client.end().catch(() => {})
  }
}

const answer = z.array(z.object({ version: z.string(), now: z.coerce.number() })).min(1)

async function* clickhouse(url: string): AsyncGenerator<Finding> {
  const client = createClient({ url, request_timeout: TIMEOUT_MS })
  try {
    const asked = realClock.now().getTime()
    const result = await client.query({
      query: 'SELECT version() AS version, toUnixTimestamp64Milli(now64(3)) AS now',
      format: 'JSONEachRow',
    })
    const [row] = answer.parse(await result.json())
    if (!row) return
    yield Number(row.version.split('.')[0]) >= CLICKHOUSE_AT_LEAST
      ? ok('ClickHouse', row.version)
      : bad('ClickHouse', `${row.version} is too old`, `Siyu needs ${CLICKHOUSE_AT_LEAST} or later`)
    yield skew('ClickHouse', row.now - asked)
  } catch (error) {
    yield bad('ClickHouse', wordsOf(error), 'is it running, and is CLICKHOUSE_URL right?')
  } finally {
    await client.close()
  }
}

function skew(what: string, ms: number): Finding {
  const says = `${Math.abs(ms)} ms ${ms < 0 ? 'behind' : 'ahead of'} this machine`
  return Math.abs(ms) <= SKEW_LIMIT_MS
    ? ok(`clock of ${what}`, says)
    : warn(`clock of ${what}`, says, 'let both machines keep time by NTP')
}
