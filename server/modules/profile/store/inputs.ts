import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

/** All that a portrait is computed from, for many people in one round trip. */
export interface PortraitInputs {
  person_id: string
  first_at: Date | null
  last_at: Date | null
  first_source: string | null
  orders: number
  paid_fen: string
  first_order_at: Date | null
  last_order_at: Date | null
  attributes: Record<string, string | number | boolean | null>
  tags: string[]
  interests: { tag: string; score: number; at: string }[]
  opted_out: string[]
  stage: string | null
  stage_since: Date | null
  tier: string | null
  tier_since: Date | null
}

export async function loadInputs(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<PortraitInputs[]> {
  const { rows } = await sql<PortraitInputs>`
    with wanted as (select unnest(${personIds}::bigint[]) as person_id),
    seen as (
      select person_id, min(first_at) as first_at, max(last_at) as last_at,
        (array_agg(first_source order by first_at))[1] as first_source
      from profile.seen where workspace_id = ${workspaceId} and person_id = any(${personIds}::bigint[])
      group by person_id),
    purchase as (
      select person_id, count(*)::int as orders, sum(net_fen) as paid_fen,
        min(paid_at) as first_order_at, max(paid_at) as last_order_at
      from (
        select p.person_id, p.paid_at, p.pay_fen, p.pay_fen - coalesce((
          select sum(r.refund_fen) from profile.refund r
          where r.workspace_id = p.workspace_id and r.order_id = p.order_id), 0) as net_fen
        from profile.purchase p
        where p.workspace_id = ${workspaceId} and p.person_id = any(${personIds}::bigint[])) net
      where net_fen > 0 or pay_fen = 0
      group by person_id),
    attribute as (
      select person_id, jsonb_object_agg(name, value) as attributes from (
        select distinct on (person_id, name) person_id, name, value from profile.attribute
        where workspace_id = ${workspaceId} and person_id = any(${personIds}::bigint[])
        order by person_id, name, at desc, ident_id) newest
      where value is not null group by person_id),
    tag as (
      select person_id, array_agg(distinct tag) as tags from profile.tag
      where workspace_id = ${workspaceId} and person_id = any(${personIds}::bigint[])
      group by person_id),
    interest as (
      select person_id, jsonb_agg(jsonb_build_object('tag', tag, 'score', score, 'at', at)) as interests
      from profile.interest
      where workspace_id = ${workspaceId} and person_id = any(${personIds}::bigint[])
      group by person_id),
    opt_out as (
      select person_id, array_agg(distinct carrier) as opted_out from profile.opt_out
      where workspace_id = ${workspaceId} and person_id = any(${personIds}::bigint[])
      group by person_id)
    select w.person_id, s.first_at, s.last_at, s.first_source,
      coalesce(p.orders, 0) as orders, coalesce(p.paid_fen, 0)::text as paid_fen,
      p.first_order_at, p.last_order_at,
      coalesce(a.attributes, '{}'::jsonb) as attributes, coalesce(t.tags, '{}') as tags,
      coalesce(i.interests, '[]'::jsonb) as interests, coalesce(o.opted_out, '{}') as opted_out,
      now.stage, now.stage_since, now.tier, now.tier_since
    from wanted w
    left join seen s using (person_id) left join purchase p using (person_id)
    left join attribute a using (person_id) left join tag t using (person_id)
    left join interest i using (person_id) left join opt_out o using (person_id)
    left join profile.person now
      on now.workspace_id = ${workspaceId} and now.person_id = w.person_id`.execute(db)
  return rows
}
