import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db/db.ts'
import { anyOf, stemsFrom } from '#platform/outbox/root.ts'
import type { Carrier, LetterKind } from '../model/carrier.ts'
import { statesBefore } from '../model/letter.ts'
import type { LetterAct, LetterState } from '../model/letter.ts'
import type { Reason } from '../model/reason.ts'

export interface LetterRow {
  workspace_id: string
  letter_id: string
  key: string
  person_id: string | null
  content_id: string | null
  kind: LetterKind
  carriers: Carrier[]
  carrier: Carrier | null
  scope: string
  state: LetterState
  reason: Reason | null
  cap_id: string | null
  journey_id: string | null
  node_id: string | null
  run_id: string | null
  campaign_id: string | null
  requested_at: Date
  due_at: Date | null
  expires_at: Date | null
  claimed_at: Date | null
  attempts: number
  task_id: string | null
  provider_id: string | null
  sent_at: Date | null
  updated_at: Date
}

export interface NewLetter {
  letterId: string
  key: string
  personId: string
  contentId: string
  kind: LetterKind
  carriers: readonly Carrier[]
  carrier: Carrier | undefined
  scope: string
  state: 'queued' | 'held' | 'withheld'
  reason: Reason | undefined
  capId: string | undefined
  journeyId: string | undefined
  nodeId: string | undefined
  runId: string | undefined
  campaignId: string | undefined
  dueAt: Date | undefined
  expiresAt: Date | undefined
}

/** All of them in one statement; a key that exists already is left as it is. */
export async function insertLetters(
  { db, workspaceId, now }: Pick<Ctx, 'db' | 'workspaceId' | 'now'>,
  letters: readonly NewLetter[],
): Promise<void> {
  if (letters.length === 0) return
  const rows = letters.map((l) => ({
    letter_id: l.letterId,
    key: l.key,
    person_id: l.personId,
    content_id: l.contentId,
    kind: l.kind,
    carriers: l.carriers,
    carrier: l.carrier ?? null,
    scope: l.scope,
    state: l.state,
    reason: l.reason ?? null,
    cap_id: l.capId ?? null,
    journey_id: l.journeyId ?? null,
    node_id: l.nodeId ?? null,
    run_id: l.runId ?? null,
    campaign_id: l.campaignId ?? null,
    due_at: l.dueAt ?? null,
    expires_at: l.expiresAt ?? null,
  }))
  await sql`
    insert into deliver.letter (workspace_id, letter_id, key, person_id, content_id, kind, carriers,
      carrier, scope, state, reason, cap_id, journey_id, node_id, run_id, campaign_id, due_at,
      expires_at, requested_at, updated_at, root)
    select ${workspaceId}::uuid, r.letter_id, r.key, r.person_id, r.content_id, r.kind, r.carriers,
      r.carrier, r.scope, r.state, r.reason, r.cap_id, r.journey_id, r.node_id, r.run_id,
      r.campaign_id, r.due_at, r.expires_at, ${now}, ${now},
      case when r.due_at <= ${now}::timestamptz then platform.root() end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(letter_id uuid, key text,
      person_id bigint, content_id uuid, kind text, carriers text[], carrier text, scope text,
      state text, reason text, cap_id text, journey_id uuid, node_id text, run_id uuid,
      campaign_id uuid, due_at timestamptz, expires_at timestamptz)
    on conflict (workspace_id, key) do nothing`.execute(db)
}

export async function lettersByKey(db: Db, workspaceId: string, keys: readonly string[]) {
  const { rows } = await sql<Pick<LetterRow, 'letter_id' | 'key' | 'state' | 'reason'>>`
    select letter_id, key, state, reason from deliver.letter
    where workspace_id = ${workspaceId} and key = any(${keys}::text[])`.execute(db)
  return new Map(rows.map((row) => [row.key, row]))
}

/** Takes what is due, of whatever workspace, for this process alone. Written before anything is sent. */
export async function claimDue(db: Db, now: Date, limit: number): Promise<LetterRow[]> {
  const { rows } = await sql<LetterRow>`
    update deliver.letter l set state = 'sending', claimed_at = ${now}, updated_at = ${now},
      attempts = attempts + 1
    from (select workspace_id, letter_id from deliver.letter
      where state in ('queued', 'held') and due_at <= ${now}
      order by due_at limit ${limit} for update skip locked) as due
    where l.workspace_id = due.workspace_id and l.letter_id = due.letter_id
    returning l.*`.execute(db)
  return rows
}

/** Letters whose sender was lost in the middle: nobody knows what became of them. */
export async function loseClaimedBefore(db: Db, before: Date, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update deliver.letter set state = 'unknown', due_at = ${now}, updated_at = ${now}
    where state = 'sending' and claimed_at <= ${before}`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** What is unknown and due to be asked about; put off at once, so that no other process asks too. */
export async function takeUnknown(
  db: Db,
  now: Date,
  putOffTo: Date,
  limit: number,
): Promise<LetterRow[]> {
  const { rows } = await sql<LetterRow>`
    update deliver.letter l set due_at = ${putOffTo}
    from (select workspace_id, letter_id from deliver.letter
      where state = 'unknown' and due_at <= ${now}
      order by due_at limit ${limit} for update skip locked) as due
    where l.workspace_id = due.workspace_id and l.letter_id = due.letter_id
    returning l.*`.execute(db)
  return rows
}

export interface Change {
  letterId: string
  act: LetterAct
  state: LetterState
  reason?: Reason | undefined
  capId?: string | undefined
  dueAt?: Date | undefined
  sentAt?: Date | undefined
  providerId?: string | undefined
}

/**
 * Carries out what the letter's table of states allows, and nothing else; answers the letters that
 * changed. A repeat changes nothing, so what follows from it happens once.
 */
export async function changeLetters(
  { db, workspaceId, now }: Pick<Ctx, 'db' | 'workspaceId' | 'now'>,
  changes: readonly Change[],
): Promise<LetterRow[]> {
  if (changes.length === 0) return []
  const rows = changes.map((c) => ({
    letter_id: c.letterId,
    before: statesBefore(c.act),
    state: c.state,
    reason: c.reason ?? null,
    cap_id: c.capId ?? null,
    due_at: c.dueAt ?? null,
    sent_at: c.sentAt ?? null,
    provider_id: c.providerId ?? null,
  }))
  const { rows: changed } = await sql<LetterRow>`
    update deliver.letter l set state = c.state, reason = c.reason, cap_id = c.cap_id,
      due_at = c.due_at, sent_at = coalesce(c.sent_at, l.sent_at),
      provider_id = coalesce(c.provider_id, l.provider_id), updated_at = ${now}, root = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(letter_id uuid, before text[],
      state text, reason text, cap_id text, due_at timestamptz, sent_at timestamptz,
      provider_id text)
    where l.workspace_id = ${workspaceId} and l.letter_id = c.letter_id and l.state = any(c.before)
    returning l.*`.execute(db)
  return changed
}

/** A letter that is to be sent now because of what this snapshot saw. */
export const lettersUnderWay = (
  db: Db,
  { snapshot, now }: { snapshot: string; now: Date },
): Promise<boolean> =>
  anyOf(
    db,
    sql`select 1 from deliver.letter where state in ('queued', 'held') and due_at <= ${now}
      and ${stemsFrom('root', snapshot)}`,
  )

/** The first letter to be sent, or to be given up as lost in the middle. */
export const earliestSending = (lostAfterMs: number) => sql<Date | null>`
  select least(
    (select min(due_at) from deliver.letter where state in ('queued', 'held')),
    (select min(claimed_at) from deliver.letter where state = 'sending')
      + make_interval(secs => ${lostAfterMs / 1_000}::float8))`

export const EARLIEST_UNKNOWN = sql<Date | null>`
  select min(due_at) from deliver.letter where state = 'unknown'`
