import { readFileSync } from 'node:fs'
import { sql as pgSql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '#kernel/sql.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { PERSON_TABLES, PERSON_TABLES_CH } from './testing/person-tables.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

test('every table keyed by person says what a merge and a split do to it', async () => {
  const { rows } = await pgSql<{ name: string }>`
    select distinct table_schema || '.' || table_name as name from information_schema.columns
    where data_type = 'bigint' and column_name ~ 'person'
      and table_schema not in ('pg_catalog', 'information_schema') order by 1`.execute(
    server.rt.database.db,
  )
  expect(Object.keys(PERSON_TABLES).toSorted()).toEqual(rows.map(({ name }) => name))
})

test('and so does every table of history', async () => {
  const rows = await server.rt.ch.query<{ keyed: string }>(sql`
    SELECT DISTINCT table AS keyed FROM system.columns
    WHERE database = currentDatabase() AND name LIKE '%person%' AND type LIKE '%UInt64%'
      AND table NOT IN (SELECT name FROM system.dictionaries)
    ORDER BY keyed`)
  expect(rows.map(({ keyed }) => keyed)).toEqual(Object.keys(PERSON_TABLES_CH).toSorted())
})

test('the guide names them all', () => {
  for (const page of ['identity.md', 'identity.en.md']) {
    const guide = readFileSync(new URL(`../docs/guide/${page}`, import.meta.url), 'utf8')
    for (const name of [...Object.keys(PERSON_TABLES), ...Object.keys(PERSON_TABLES_CH)])
      expect(guide, page).toContain(`\`${name}\``)
  }
})
