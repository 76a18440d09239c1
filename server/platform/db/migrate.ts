import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type pg from 'pg'

/**
 * Plain SQL files, forward only, in module order: `<module>/migrations/0001_name.sql`. Each runs in
 * one transaction under one advisory lock, so any number of processes may start at once. A file
 * that was applied never changes: its checksum is kept and compared.
 */
export interface Migration {
  id: string
  text: string
  checksum: string
}

/** The data was made by another version, whose file of this name said something else. */
export class MigrationChanged extends Error {
  override name = 'MigrationChanged'
}

const LOCK = 730_141_001

export function readMigrations(module: string, folder: string, ending: string): Migration[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending) && (ending !== '.sql' || !file.endsWith('.ch.sql')))
    .toSorted()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8')
      return {
        id: `${module}/${basename(file, ending)}`,
        text,
        checksum: createHash('sha256').update(text).digest('hex').slice(0, 32),
      }
    })
}

/** Applies what is new; answers the ids applied. */
export async function migrate(pool: pg.Pool, migrations: readonly Migration[]): Promise<string[]> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query('create schema if not exists platform')
    await client.query(`create table if not exists platform.migration (
      id text primary key, checksum text not null, applied_at timestamptz not null default now())`)
    const { rows } = await client.query<{ id: string; checksum: string }>(
      'select id, checksum from platform.migration',
    )
    const known = new Map(rows.map((row) => [row.id, row.checksum]))
    const applied: string[] = []
    for (const { id, text, checksum } of migrations) {
      const seen = known.get(id)
      if (seen === checksum) continue
      if (seen) throw new MigrationChanged(`migration ${id} was changed after it had been applied`)
      await applyOne(client, id, text, checksum)
      applied.push(id)
    }
    return applied
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
    client.release()
  }
}

async function applyOne(client: pg.PoolClient, id: string, text: string, checksum: string) {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into platform.migration (id, checksum) values ($1, $2)', [
      id,
      checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${id} failed: ${String(error)}`, { cause: error })
  }
}
