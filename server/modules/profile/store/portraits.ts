import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Portrait } from '../model/portrait.ts'

/** Writes many portraits in one statement; who is written is mirrored to ClickHouse next. */
export async function savePortraits(
  db: Db,
  workspaceId: string,
  portraits: readonly Portrait[],
  now: Date,
): Promise<void> {
  if (portraits.length === 0) return
  const rows = portraits.map((p) => ({
    person_id: p.personId,
    created_at: p.createdAt,
    last_seen_at: p.lastSeenAt,
    source: p.source,
    attributes: p.attributes,
    tags: p.tags,
    interests: p.interests,
    reachable: p.reachable,
    opted_out: p.optedOut,
    stage: p.stage,
    stage_since: p.stageSince,
    tier: p.tier ?? null,
    tier_since: p.tierSince ?? null,
    orders: p.orders,
    paid_fen: p.paidFen,
    first_order_at: p.firstOrderAt ?? null,
    last_order_at: p.lastOrderAt ?? null,
    due_at: p.dueAt ?? null,
  }))
  await sql`
    insert into profile.person (workspace_id, person_id, created_at, last_seen_at, source, attributes,
      tags, interests, interests_at, reachable, opted_out, stage, stage_since, tier, tier_since,
      orders, paid_fen, first_order_at, last_order_at, due_at)
    select ${workspaceId}::uuid, r.person_id, r.created_at, r.last_seen_at, r.source, r.attributes,
      r.tags, r.interests, ${now}, r.reachable, r.opted_out, r.stage, r.stage_since, r.tier,
      r.tier_since, r.orders, r.paid_fen, r.first_order_at, r.last_order_at, r.due_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
      person_id bigint, created_at timestamptz, last_seen_at timestamptz, source text,
      attributes jsonb, tags text[], interests jsonb, reachable text[], opted_out text[],
      stage text, stage_since timestamptz, tier text, tier_since timestamptz, orders int,
      paid_fen bigint, first_order_at timestamptz, last_order_at timestamptz, due_at timestamptz)
    on conflict (workspace_id, person_id) do update set
      created_at = excluded.created_at, last_seen_at = excluded.last_seen_at,
      source = excluded.source, attributes = excluded.attributes, tags = excluded.tags,
      interests = excluded.interests, interests_at = excluded.interests_at,
      reachable = excluded.reachable, opted_out = excluded.opted_out, stage = excluded.stage,
      stage_since = excluded.stage_since, tier = excluded.tier, tier_since = excluded.tier_since,
      orders = excluded.orders, paid_fen = excluded.paid_fen,
      first_order_at = excluded.first_order_at, last_order_at = excluded.last_order_at,
      due_at = excluded.due_at, mirrored = false, gone = false,
      version = nextval('profile.person_version')`.execute(db)
}

/** Absorbed people keep no portrait; ClickHouse hears of it by the same mirror. */
export async function markGone(db: Db, workspaceId: string, personIds: readonly string[]) {
  await sql`
    update profile.person set gone = true, due_at = null, mirrored = false,
      version = nextval('profile.person_version')
    where workspace_id = ${workspaceId} and person_id = any(${personIds}::bigint[])`.execute(db)
}

export interface Transition {
  personId: string
  kind: 'stage' | 'tier'
  was: string | undefined
  becomes: string | undefined
  why: string
}

export async function saveTransitions(
  db: Db,
  workspaceId: string,
  transitions: readonly Transition[],
  now: Date,
): Promise<void> {
  if (transitions.length === 0) return
  await sql`
    insert into profile.transition (workspace_id, person_id, kind, at, was, becomes, why)
    select ${workspaceId}::uuid, t.person_id, t.kind, ${now}, t.was, t.becomes, t.why
    from jsonb_to_recordset(${JSON.stringify(
      transitions.map((t) => ({
        person_id: t.personId,
        kind: t.kind,
        was: t.was ?? null,
        becomes: t.becomes ?? null,
        why: t.why,
      })),
    )}::jsonb) as t(person_id bigint, kind text, was text, becomes text, why text)
    on conflict (workspace_id, person_id, kind, at) do update
      set becomes = excluded.becomes, why = excluded.why`.execute(db)
}
