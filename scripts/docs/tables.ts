import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '#platform/db/embedded.ts'
import { migrate } from '#platform/db/migrate.ts'
import pg from 'pg'
import { z } from 'zod'
import { allMigrations } from '../../server/main.ts'
import { MODULES } from '../architecture/table.ts'
import { Column, describe } from './describe-tables.ts'
import type { Page } from './page.ts'

const COLUMNS = `
  select n.nspname as schema, c.relname as table, obj_description(c.oid, 'pg_class') as says,
    a.attname as column, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
    col_description(c.oid, a.attnum) as note
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1)
  order by array_position($1, n.nspname::text), c.relname, a.attnum`

/** What the tables of platform and modules are, from a freshly migrated database. */
export async function tablesPage(): Promise<Page> {
  const folder = mkdtempSync(join(tmpdir(), 'siyu-docs-'))
  try {
    return { file: 'tables.md', text: describe(await readColumns(folder)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function readColumns(folder: string): Promise<Column[]> {
  await using postgres = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    port: 0,
    durable: false,
  })
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 })
  // Stopping the server cuts idle connections, which the pool reports as an error.
  pool.on('error', () => {})
  try {
    await migrate(pool, allMigrations('.sql'))
    const { rows } = await pool.query(COLUMNS, [['platform', ...MODULES]])
    return z.array(Column).parse(rows)
  } finally {
    await pool.end()
  }
}
