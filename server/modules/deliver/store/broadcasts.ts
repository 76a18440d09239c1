import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db/db.ts'
import type { LetterCarrier, LetterKind } from '../model/carrier.ts'

export interface BroadcastRow {
  workspace_id: string
  broadcast_id: string
  name: string
  segment_id: string
  content_id: string
  carriers: LetterCarrier[]
  kind: LetterKind
  state: 'running' | 'stopped' | 'done'
  after_person: string
  people: number
  created_at: Date
  created_by: string
}

type Store = Pick<Ctx, 'db' | 'workspaceId' | 'now'>

export async function insertBroadcast(
  { db, workspaceId, now }: Store,
  b: {
    id: string
    name: string
    segmentId: string
    contentId: string
    carriers: readonly string[]
    kind: LetterKind
    by: string
  },
): Promise<void> {
  await sql`
    insert into deliver.broadcast (workspace_id, broadcast_id, name, segment_id, content_id,
      carriers, kind, state, created_at, created_by)
    values (${workspaceId}, ${b.id}, ${b.name}, ${b.segmentId}, ${b.contentId},
      ${b.carriers}::text[], ${b.kind}, 'running', ${now}, ${b.by})`.execute(db)
}

export async function listBroadcasts(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  limit: number,
  offset: number,
): Promise<BroadcastRow[]> {
  const { rows } = await sql<BroadcastRow>`
    select * from deliver.broadcast where workspace_id = ${workspaceId}
    order by created_at desc, broadcast_id desc limit ${limit} offset ${offset}`.execute(db)
  return rows
}

export async function findBroadcast(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  id: string,
): Promise<BroadcastRow | undefined> {
  const { rows } = await sql<BroadcastRow>`
    select * from deliver.broadcast
    where workspace_id = ${workspaceId} and broadcast_id = ${id}`.execute(db)
  return rows[0]
}

/** One running broadcast for this transaction alone, of any workspace. */
export async function takeRunning(db: Db): Promise<BroadcastRow | undefined> {
  const { rows } = await sql<BroadcastRow>`
    select * from deliver.broadcast where state = 'running'
    order by created_at limit 1 for update skip locked`.execute(db)
  return rows[0]
}

export async function advanceBroadcast(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  id: string,
  to: { afterPerson: string; people: number; done: boolean },
): Promise<void> {
  await sql`
    update deliver.broadcast set after_person = ${to.afterPerson}, people = people + ${to.people},
      state = case when ${to.done} then 'done' else state end
    where workspace_id = ${workspaceId} and broadcast_id = ${id}`.execute(db)
}

export const ANY_RUNNING = sql<boolean>`
  exists (select 1 from deliver.broadcast where state = 'running')`

export async function stopBroadcast(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  id: string,
): Promise<void> {
  await sql`update deliver.broadcast set state = 'stopped'
    where workspace_id = ${workspaceId} and broadcast_id = ${id} and state = 'running'`.execute(db)
}

/** Letters of a broadcast that nobody has taken to a carrier yet. */
export async function notYetSent(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  campaignId: string,
): Promise<string[]> {
  const { rows } = await sql<{ letter_id: string }>`
    select letter_id from deliver.letter where workspace_id = ${workspaceId}
      and campaign_id = ${campaignId} and state in ('queued', 'held')`.execute(db)
  return rows.map((row) => row.letter_id)
}

export async function lettersOfCampaigns(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  ids: readonly string[],
): Promise<Map<string, Record<string, number>>> {
  const { rows } = await sql<{ campaign_id: string; state: string; n: number }>`
    select campaign_id, state, count(*)::int as n from deliver.letter
    where workspace_id = ${workspaceId} and campaign_id = any(${ids}::uuid[])
    group by campaign_id, state`.execute(db)
  const map = new Map<string, Record<string, number>>()
  for (const { campaign_id: id, state, n } of rows) map.set(id, { ...map.get(id), [state]: n })
  return map
}
