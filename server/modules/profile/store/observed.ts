import { sql } from 'kysely'
import { ids, instantOf, milliseconds } from '#platform/db/arrays.ts'
import type { Db } from '#platform/db/db.ts'
import type { Secrets } from '#platform/secrets.ts'
import { isPersonal } from '../model/traits.ts'
import type { TraitValue } from '../model/traits.ts'

export interface Seen {
  identId: string
  personId: string
  firstAt: Date
  lastAt: Date
  source: string
}

/** Widens what is known of each identifier; answers the people who are new here. */
export async function saveSeen(db: Db, workspaceId: string, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return
  await sql`
    insert into profile.seen as s (workspace_id, ident_id, person_id, first_at, last_at, first_source)
    select ${workspaceId}::uuid, n.ident_id, n.person_id, ${instantOf('n.first_ms')},
      ${instantOf('n.last_ms')}, n.source
    from unnest(${ids(seen.map((s) => s.identId))}, ${ids(seen.map((s) => s.personId))},
      ${milliseconds(seen.map((s) => s.firstAt))}, ${milliseconds(seen.map((s) => s.lastAt))},
      ${seen.map((s) => s.source)}::text[]) as n(ident_id, person_id, first_ms, last_ms, source)
    on conflict (workspace_id, ident_id) do update set
      person_id = excluded.person_id,
      first_source = case when excluded.first_at < s.first_at
        then excluded.first_source else s.first_source end,
      first_at = least(s.first_at, excluded.first_at),
      last_at = greatest(s.last_at, excluded.last_at)`.execute(db)
}

/** A portrait's `last_seen_at` may lag by so much; `profile.seen` is exact, and stages read that. */
const LAST_SEEN_LAG = '10 minutes'

/**
 * Being seen moves nobody who is new, active or paying to another stage, so the portrait need not
 * be computed: this alone carries most traffic. Answers the people it did not suffice for.
 */
export async function touch(
  db: Db,
  workspaceId: string,
  people: readonly { personId: string; lastAt: Date }[],
): Promise<string[]> {
  if (people.length === 0) return []
  const { rows } = await sql<{ person_id: string }>`
    with seen as materialized (
      select s.person_id, ${instantOf('s.last_ms')} as last_at
      from unnest(${ids(people.map((p) => p.personId))},
        ${milliseconds(people.map((p) => p.lastAt))}) as s(person_id, last_ms)),
    fine as materialized (
      select s.person_id, s.last_at, p.last_seen_at from seen s join profile.person p
        on p.workspace_id = ${workspaceId} and p.person_id = s.person_id
      where not p.gone and p.stage in ('new', 'active', 'paying') and p.created_at <= s.last_at),
    moved as (
      update profile.person p set last_seen_at = f.last_at from fine f
      where p.workspace_id = ${workspaceId} and p.person_id = f.person_id
        and f.last_seen_at < f.last_at - ${LAST_SEEN_LAG}::interval)
    select person_id from seen where person_id not in (select person_id from fine)`.execute(db)
  return rows.map((row) => row.person_id)
}

export interface Trait {
  identId: string
  personId: string
  name: string
  value: TraitValue
  at: Date
  by: string
}

/** The newest word on a trait of an identifier wins, whatever order the words arrive in. */
export async function saveTraits(
  db: Db,
  secrets: Secrets,
  workspaceId: string,
  traits: readonly Trait[],
): Promise<void> {
  if (traits.length === 0) return
  const rows = traits.map((t) => ({
    ident_id: t.identId,
    person_id: t.personId,
    name: t.name,
    value: isPersonal(t.name) ? null : JSON.stringify(t.value),
    sealed: isPersonal(t.name) ? secrets.seal(JSON.stringify(t.value)) : null,
    at: t.at,
    by: t.by,
  }))
  await sql`
    insert into profile.attribute as a (workspace_id, ident_id, person_id, name, value, sealed, at, by)
    select ${workspaceId}::uuid, r.ident_id, r.person_id, r.name, r.value::jsonb, r.sealed, r.at, r.by
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(ident_id bigint, person_id bigint,
      name text, value text, sealed text, at timestamptz, by text)
    on conflict (workspace_id, ident_id, name) do update set person_id = excluded.person_id,
      value = excluded.value, sealed = excluded.sealed, at = excluded.at, by = excluded.by
    where excluded.at >= a.at`.execute(db)
}

export interface Purchase {
  orderId: string
  identId: string
  personId: string
  paidAt: Date
  payFen: number
}

export async function savePurchases(db: Db, workspaceId: string, purchases: readonly Purchase[]) {
  if (purchases.length === 0) return
  await sql`
    insert into profile.purchase (workspace_id, order_id, ident_id, person_id, paid_at, pay_fen)
    select ${workspaceId}::uuid, r.order_id, r.ident_id, r.person_id, r.paid_at, r.pay_fen
    from jsonb_to_recordset(${JSON.stringify(
      purchases.map((p) => ({
        order_id: p.orderId,
        ident_id: p.identId,
        person_id: p.personId,
        paid_at: p.paidAt,
        pay_fen: p.payFen,
      })),
    )}::jsonb) as r(order_id text, ident_id bigint, person_id bigint, paid_at timestamptz, pay_fen bigint)
    on conflict (workspace_id, order_id) do nothing`.execute(db)
}

export interface Refund {
  refundId: string
  orderId: string
  refundFen: number
}

export async function saveRefunds(db: Db, workspaceId: string, refunds: readonly Refund[]) {
  if (refunds.length === 0) return
  await sql`
    insert into profile.refund (workspace_id, refund_id, order_id, refund_fen)
    select ${workspaceId}::uuid, * from unnest(${refunds.map((r) => r.refundId)}::text[],
      ${refunds.map((r) => r.orderId)}::text[], ${refunds.map((r) => r.refundFen)}::bigint[])
    on conflict (workspace_id, refund_id) do nothing`.execute(db)
}
