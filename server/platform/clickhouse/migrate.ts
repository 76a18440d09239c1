import type { Migration } from '../db/migrate.ts'
import type { ClickHouse } from './clickhouse.ts'

/**
 * ClickHouse has no transactions over its schema, so its files (`0001_events.ch.sql`) are
 * idempotent (`IF NOT EXISTS`) and simply run at every start: one statement a file.
 * With a cluster, `{on_cluster}` and `{engine_prefix}` become ON CLUSTER and Replicated.
 */
export async function migrateClickHouse(ch: ClickHouse, files: readonly Migration[]) {
  for (const { id, text } of files) {
    const statement = text
      .replaceAll('{on_cluster}', ch.cluster ? `ON CLUSTER ${ch.cluster}` : '')
      .replaceAll('{engine_prefix}', ch.cluster ? 'Replicated' : '')
      .trim()
      .replace(/;$/, '')
    try {
      await ch.command(statement)
    } catch (error) {
      throw new Error(`ClickHouse migration ${id} failed: ${String(error)}`, { cause: error })
    }
  }
}
