import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Cause } from '../model/alarm/causes.ts'

export const ALARM_KINDS = ['silence', 'drop', 'surge', 'missing', 'new_value'] as const
export type AlarmKind = (typeof ALARM_KINDS)[number]
export type ClosedBecause = 'recovered' | 'folded' | 'known_now' | 'resolved'

export interface AlarmKey {
  kind: AlarmKind
  event: string
  source: string
  property: string
  value: string
}

export interface AlarmRow extends AlarmKey {
  id: string
  since: Date
  opened_at: Date
  seen: number
  expected: number
  strength: number
  causes: Cause[]
  acked_at: Date | null
  acked_by: string | null
  closed_at: Date | null
  closed_because: ClosedBecause | null
  closed_by: string | null
}

export type NewAlarm = Omit<
  AlarmRow,
  'acked_at' | 'acked_by' | 'closed_at' | 'closed_because' | 'closed_by'
>

const COLUMNS = sql`id, kind, event, source, property, value, since, opened_at, seen, expected,
  strength, causes, acked_at, acked_by, closed_at, closed_because, closed_by`

/** Answers whether it is new: whoever comes second opens nothing. */
export async function openAlarm(db: Db, workspaceId: string, alarm: NewAlarm): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into collect.data_alarm (workspace_id, id, kind, event, source, property, value, since,
      opened_at, seen, expected, strength, causes)
    values (${workspaceId}, ${alarm.id}, ${alarm.kind}, ${alarm.event}, ${alarm.source},
      ${alarm.property}, ${alarm.value}, ${alarm.since}, ${alarm.opened_at}, ${alarm.seen},
      ${alarm.expected}, ${alarm.strength}, ${JSON.stringify(alarm.causes)}::jsonb)
    on conflict (workspace_id, kind, event, source, property, value) where closed_at is null
    do nothing`.execute(db)
  return Number(numAffectedRows ?? 0) > 0
}

/** Answers whether it was open until now. */
export async function closeAlarm(
  db: Db,
  workspaceId: string,
  id: string,
  how: { at: Date; because: ClosedBecause; by?: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update collect.data_alarm set closed_at = ${how.at}, closed_because = ${how.because},
      closed_by = ${how.by ?? null}
    where workspace_id = ${workspaceId} and id = ${id} and closed_at is null`.execute(db)
  return Number(numAffectedRows ?? 0) > 0
}

export async function ackAlarm(db: Db, workspaceId: string, id: string, at: Date, by: string) {
  await sql`update collect.data_alarm set acked_at = ${at}, acked_by = ${by}
    where workspace_id = ${workspaceId} and id = ${id} and acked_at is null`.execute(db)
}

export async function openAlarms(db: Db, workspaceId: string): Promise<AlarmRow[]> {
  const { rows } = await sql<AlarmRow>`
    select ${COLUMNS} from collect.data_alarm
    where workspace_id = ${workspaceId} and closed_at is null order by id limit 2000`.execute(db)
  return rows
}

export async function findAlarm(db: Db, workspaceId: string, id: string) {
  const { rows } = await sql<AlarmRow>`
    select ${COLUMNS} from collect.data_alarm
    where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
  return rows[0]
}

export async function listAlarms(
  db: Db,
  workspaceId: string,
  q: {
    state: 'open' | 'closed'
    kind: AlarmKind | undefined
    source: string | undefined
    offset: number
    limit: number
  },
): Promise<AlarmRow[]> {
  const { rows } = await sql<AlarmRow>`
    select ${COLUMNS} from collect.data_alarm
    where workspace_id = ${workspaceId} and (closed_at is null) = ${q.state === 'open'}
      and (${q.kind ?? null}::text is null or kind = ${q.kind ?? null})
      and (${q.source ?? null}::text is null or source = ${q.source ?? null})
    order by opened_at desc, id limit ${q.limit + 1} offset ${q.offset}`.execute(db)
  return rows
}

export async function alarmTotals(db: Db, workspaceId: string) {
  const { rows } = await sql<{ open: number; unseen: number; closed: number; watched: number }>`
    select count(*) filter (where closed_at is null)::int as open,
      count(*) filter (where closed_at is null and acked_at is null)::int as unseen,
      count(closed_at)::int as closed,
      (select count(*)::int from collect.flow where workspace_id = ${workspaceId}) as watched
    from collect.data_alarm where workspace_id = ${workspaceId}`.execute(db)
  return rows[0] ?? { open: 0, unseen: 0, closed: 0, watched: 0 }
}

/** Of the whole installation, for whoever watches it. */
export async function openByKind(db: Db): Promise<{ kind: AlarmKind; alarms: number }[]> {
  const { rows } = await sql<{ kind: AlarmKind; alarms: number }>`
    select kind, count(*)::int as alarms from collect.data_alarm
    where closed_at is null group by kind`.execute(db)
  return rows
}

export interface MuteRow {
  event: string
  source: string
  until: Date
  by: string
}

export async function mutesOf(db: Db, workspaceId: string, now: Date): Promise<MuteRow[]> {
  const { rows } = await sql<MuteRow>`
    select event, source, until, by from collect.alarm_mute
    where workspace_id = ${workspaceId} and until > ${now} order by until limit 500`.execute(db)
  return rows
}

export async function saveMute(db: Db, workspaceId: string, mute: MuteRow): Promise<void> {
  await sql`
    insert into collect.alarm_mute (workspace_id, event, source, until, by)
    values (${workspaceId}, ${mute.event}, ${mute.source}, ${mute.until}, ${mute.by})
    on conflict (workspace_id, event, source)
    do update set until = excluded.until, by = excluded.by`.execute(db)
}

/** Refused events of a source over a span as long before and since, and why most were. */
export async function refusedAround(
  db: Db,
  workspaceId: string,
  q: { source: string; from: Date; since: Date; to: Date },
) {
  const { rows } = await sql<{ before: number; since: number; field: string; reason: string }>`
    select count(*) filter (where at < ${q.since})::int as before,
      count(*) filter (where at >= ${q.since})::int as since, field, reason
    from collect.dead_letter
    where workspace_id = ${workspaceId} and source = ${q.source}
      and at >= ${q.from} and at < ${q.to}
    group by field, reason order by since desc limit 100`.execute(db)
  const sum = (when: 'before' | 'since') => rows.reduce((total, row) => total + row[when], 0)
  return {
    ...{ before: sum('before'), since: sum('since') },
    ...{ field: rows[0]?.field ?? '', reason: rows[0]?.reason ?? '' },
  }
}
