import { sql } from 'kysely'
import type { Database } from '#platform/db/db.ts'
import { allMigrations } from '../../main.ts'
import { bad, ok, warn, wordsOf } from './finding.ts'
import type { Finding } from './finding.ts'

const OLD_SECONDS = 60

/** Migrations, what waits, and what was set aside. */
export async function* truthChecks({ db }: Database): AsyncGenerator<Finding> {
  try {
    yield await migrations(db)
    yield await inbox(db)
    yield await setAside(db)
  } catch (error) {
    yield bad('queues', wordsOf(error), 'start the server once: it makes its tables')
  }
}

async function migrations(db: Database['db']): Promise<Finding> {
  const { rows } = await sql<{ id: string; checksum: string }>`
    select id, checksum from platform.migration`.execute(db)
  const applied = new Map(rows.map((row) => [row.id, row.checksum]))
  const files = allMigrations('.sql')
  const changed = files.filter(({ id, checksum }) => (applied.get(id) ?? checksum) !== checksum)
  const pending = files.filter(({ id }) => !applied.has(id))
  if (changed.length > 0)
    return bad(
      'migrations',
      `changed after they were applied: ${changed.map((file) => file.id).join(', ')}`,
      'run the version of Siyu this data was made with',
    )
  return pending.length === 0
    ? ok('migrations', `all ${files.length} applied`)
    : warn('migrations', `${pending.length} not applied yet`, 'restart the server: it applies them')
}

async function inbox(db: Database['db']): Promise<Finding> {
  const { rows } = await sql<{ pending: number; oldest_seconds: number | null }>`
    select count(*)::int as pending,
      extract(epoch from now() - min(received_at))::int as oldest_seconds
    from collect.inbox where done_at is null`.execute(db)
  const { pending = 0, oldest_seconds: oldest = 0 } = rows[0] ?? {}
  const says = `${pending} batches wait${pending > 0 ? `, the oldest for ${oldest} s` : ''}`
  return pending > 0 && (oldest ?? 0) > OLD_SECONDS
    ? warn(
        'inbox',
        says,
        'is a worker running (--role worker or all)? /metrics and the log say why',
      )
    : ok('inbox', says)
}

async function setAside(db: Database['db']): Promise<Finding> {
  const { rows } = await sql<{ subscriber: string; fact: string; count: number; error: string }>`
    select subscriber, fact, count(*)::int as count, min(error) as error
    from platform.outbox_failed group by 1, 2 order by 3 desc limit 5`.execute(db)
  if (rows.length === 0) return ok('facts', 'none was set aside')
  const says = rows
    .map((row) => `${row.count} × ${row.fact} for ${row.subscriber} (${row.error.slice(0, 120)})`)
    .join('; ')
  return bad(
    'facts',
    `set aside after five tries: ${says}`,
    'please report it; they are kept whole in platform.outbox_failed',
  )
}
