import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Locale } from '#kernel/locale.ts'
import type { Db } from '#platform/db/db.ts'

export const ALARM_CARRIERS = ['webhook', 'email'] as const
export type AlarmCarrier = (typeof ALARM_CARRIERS)[number]
export type NoticeAbout = 'opened' | 'closed' | 'test'

export interface RecipientRow {
  carrier: AlarmCarrier
  address: string
  secret_sealed: string | null
  locale: Locale
  updated_at: Date
  updated_by: string
}

export async function recipientsOf(db: Db, workspaceId: string): Promise<RecipientRow[]> {
  const { rows } = await sql<RecipientRow>`
    select carrier, address, secret_sealed, locale, updated_at, updated_by
    from collect.alarm_recipient where workspace_id = ${workspaceId} order by carrier`.execute(db)
  return rows
}

export async function saveRecipient(db: Db, workspaceId: string, to: RecipientRow): Promise<void> {
  await sql`
    insert into collect.alarm_recipient
      (workspace_id, carrier, address, secret_sealed, locale, updated_at, updated_by)
    values (${workspaceId}, ${to.carrier}, ${to.address}, ${to.secret_sealed}, ${to.locale},
      ${to.updated_at}, ${to.updated_by})
    on conflict (workspace_id, carrier) do update set address = excluded.address,
      secret_sealed = excluded.secret_sealed, locale = excluded.locale,
      updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(db)
}

export async function removeRecipient(db: Db, workspaceId: string, carrier: AlarmCarrier) {
  await sql`delete from collect.alarm_recipient
    where workspace_id = ${workspaceId} and carrier = ${carrier}`.execute(db)
}

export interface NoticeRow {
  workspace_id: string
  id: string
  carrier: AlarmCarrier
  address: string
  about: NoticeAbout
  body: Record<string, unknown>
  at: Date
  state: 'waiting' | 'sent' | 'failed'
  attempts: number
  error: string | null
  sent_at: Date | null
}

export type NewNotice = Pick<NoticeRow, 'id' | 'carrier' | 'address' | 'about' | 'body' | 'at'>

export async function insertNotice(db: Db, workspaceId: string, notice: NewNotice): Promise<void> {
  await sql`
    insert into collect.alarm_notice (workspace_id, id, carrier, address, about, body, at, next_at)
    values (${workspaceId}, ${notice.id}, ${notice.carrier}, ${notice.address}, ${notice.about},
      ${JSON.stringify(notice.body)}::jsonb, ${notice.at}, ${notice.at})`.execute(db)
}

export const nextNoticeAt = (carrier: AlarmCarrier): RawBuilder<Date | null> =>
  sql<Date | null>`select min(next_at) from collect.alarm_notice
    where state = 'waiting' and carrier = ${carrier}`

/** Takes one that is due; should this process end before it is settled, it is tried again later. */
export async function claimNotice(
  db: Db,
  carrier: AlarmCarrier,
  now: Date,
): Promise<NoticeRow | undefined> {
  const { rows } = await sql<NoticeRow>`
    update collect.alarm_notice as n set attempts = attempts + 1,
      next_at = ${now}::timestamptz + least(60, power(2, attempts)) * interval '1 minute'
    from (select workspace_id, id from collect.alarm_notice
      where state = 'waiting' and carrier = ${carrier} and next_at <= ${now}
      order by next_at limit 1 for update skip locked) as due
    where n.workspace_id = due.workspace_id and n.id = due.id
    returning n.workspace_id, n.id, carrier, address, about, body, at, state, attempts, error,
      sent_at`.execute(db)
  return rows[0]
}

export async function settleNotice(
  db: Db,
  workspaceId: string,
  id: string,
  outcome: { state: NoticeRow['state']; error: string | null; at: Date },
): Promise<void> {
  await sql`
    update collect.alarm_notice set state = ${outcome.state}, error = ${outcome.error},
      sent_at = ${outcome.state === 'sent' ? outcome.at : null}
    where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
}

export async function noticesOf(db: Db, workspaceId: string, limit: number): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select workspace_id, id, carrier, address, about, body, at, state, attempts, error, sent_at
    from collect.alarm_notice where workspace_id = ${workspaceId}
    order by at desc, id desc limit ${limit}`.execute(db)
  return rows
}

export async function findNotice(db: Db, workspaceId: string, id: string) {
  const { rows } = await sql<NoticeRow>`
    select workspace_id, id, carrier, address, about, body, at, state, attempts, error, sent_at
    from collect.alarm_notice where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
  return rows[0]
}

export async function pruneNotices(db: Db, before: Date, atMost: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from collect.alarm_notice where (workspace_id, id) in (
      select workspace_id, id from collect.alarm_notice where at < ${before} limit ${atMost})`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0)
}
