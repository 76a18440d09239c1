import { Kysely, PostgresDialect, sql } from 'kysely'
import type { RawBuilder, Transaction } from 'kysely'
import pg from 'pg'

/** No tables of its own: each module narrows it with `withTables<itsTables>()`. */
// eslint-disable-next-line typescript/no-empty-object-type -- Kysely's own way to say "no tables yet"
export type Db = Kysely<{}>
// eslint-disable-next-line typescript/no-empty-object-type -- as above
export type Tx = Transaction<{}>

export interface Database extends AsyncDisposable {
  readonly db: Db
  readonly pool: pg.Pool
  readonly url: string
}

export function openDatabase(url: string, maxConnections = 20): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    application_name: 'siyu',
  })
  // An idle connection may be cut by the server (a restart): the pool replaces it, nobody crashes.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  // eslint-disable-next-line typescript/no-empty-object-type -- as above
  const db: Db = new Kysely<{}>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    pool,
    url,
    async [Symbol.asyncDispose]() {
      await db.destroy()
    },
  }
}

/** Does this condition hold now? */
export async function holds(db: Db, condition: RawBuilder<boolean>): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`select ${condition} as holds`.execute(db)
  return rows[0]?.holds ?? false
}

/** Did PostgreSQL refuse because of this constraint? Tables hold the invariants; this names them. */
export function violates(error: unknown, constraint: string): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'constraint' in error &&
    error.constraint === constraint
  )
}

const DEADLOCK = '40P01'
const SERIALIZATION_FAILURE = '40001'

/** PostgreSQL ended this transaction in favour of another: it may be done again as it was. */
export function isCollision(error: unknown): boolean {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return code === DEADLOCK || code === SERIALIZATION_FAILURE
}
