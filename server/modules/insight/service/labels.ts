import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Dimension } from '../model/touch.ts'

interface Label {
  key: string
  label: string
}

/** Where the name of a key is kept; channels and people speak for themselves. */
const NAMED: Partial<
  Record<Dimension, (workspaceId: string, keys: readonly string[]) => RawBuilder<Label>>
> = {
  content: (w, keys) => sql<Label>`select id::text as key, title as label from content.item
    where workspace_id = ${w} and id::text = any(${keys}::text[])`,
  journey: (
    w,
    keys,
  ) => sql<Label>`select journey_id::text as key, name as label from journey.journey
    where workspace_id = ${w} and journey_id::text = any(${keys}::text[])`,
  post: (w, keys) => sql<Label>`select id::text as key, title as label from entry.post
    where workspace_id = ${w} and id::text = any(${keys}::text[])`,
  account: (w, keys) => sql<Label>`select id::text as key, name as label from entry.account
    where workspace_id = ${w} and id::text = any(${keys}::text[])`,
  code: (w, keys) => sql<Label>`select id::text as key, name as label from entry.code
    where workspace_id = ${w} and id::text = any(${keys}::text[])`,
  campaign: (
    w,
    keys,
  ) => sql<Label>`select broadcast_id::text as key, name as label from deliver.broadcast
    where workspace_id = ${w} and broadcast_id::text = any(${keys}::text[])`,
}

/** Names for the keys of an answer; a key whose thing is gone is shown as it is. */
export async function labelsOf(ctx: Ctx, dimension: Dimension, keys: readonly string[]) {
  const named = NAMED[dimension]
  if (!named || keys.length === 0) return (key: string) => key
  const { rows } = await named(ctx.workspaceId, keys).execute(ctx.db)
  const labels = new Map(rows.map((row) => [row.key, row.label]))
  return (key: string) => labels.get(key) ?? key
}
