import { sql } from 'kysely'
import { shortCode } from '#kernel/ids.ts'
import { must } from '#kernel/assert.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { LinkProperties, LinkRow } from '../tables.ts'

export interface NewLink {
  targetUrl: string
  properties: LinkProperties
  personId?: string | undefined
  /** the same key gives the same link, whoever retries */
  key?: string | undefined
  expiresAt?: Date | undefined
}

/** 39 bits: with ten million links one new code in 60 000 is taken, and then another is drawn. */
const CODE_LETTERS = 8
const TRIES = 5

/** Makes links in one statement; answers their codes in the order asked. */
export async function insertLinks(tx: TxCtx, links: readonly NewLink[]): Promise<string[]> {
  const codes: (string | undefined)[] = links.map(() => undefined)
  for (let attempt = 0; attempt < TRIES && codes.includes(undefined); attempt++) {
    const left = links.map((_, i) => i).filter((i) => codes[i] === undefined)
    const rows = left.map((i) => rowOf(tx, must(links[i], 'a link')))
    const made = await insertRows(tx, rows)
    const keyed = await codesByKey(
      tx,
      left.flatMap((i) => links[i]?.key ?? []),
    )
    for (const [at, i] of left.entries()) {
      const key = links[i]?.key
      const own = rows[at]?.code ?? ''
      codes[i] = key === undefined ? (made.has(own) ? own : undefined) : keyed.get(key)
    }
  }
  return codes.map((code) => must(code, 'a free short code'))
}

const rowOf = (tx: TxCtx, link: NewLink) => ({
  code: shortCode(CODE_LETTERS, tx.randomBytes),
  key: link.key ?? null,
  target_url: link.targetUrl,
  properties: link.properties,
  person_id: link.personId ?? null,
  expires_at: link.expiresAt?.toISOString() ?? null,
})

async function insertRows(tx: TxCtx, rows: readonly object[]): Promise<Set<string>> {
  const { rows: made } = await sql<{ code: string }>`
    insert into content.link
      (workspace_id, code, key, target_url, properties, person_id, created_at, expires_at)
    select ${tx.workspaceId}::uuid, code, key, target_url, properties, person_id,
      ${tx.now}::timestamptz, expires_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l(code text, key text,
      target_url text, properties jsonb, person_id bigint, expires_at timestamptz)
    on conflict do nothing returning code`.execute(tx.db)
  return new Set(made.map((row) => row.code))
}

async function codesByKey(tx: TxCtx, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<{ key: string; code: string }>`
    select key, code from content.link
    where workspace_id = ${tx.workspaceId} and key = any(${keys}::text[])`.execute(tx.db)
  return new Map(rows.map((row) => [row.key, row.code]))
}

/** Codes are unique in the installation: the address says nothing about the workspace. */
export async function findLink(db: Ctx['db'], code: string): Promise<LinkRow | undefined> {
  const { rows } = await sql<LinkRow>`
    select * from content.link where code = ${code}`.execute(db)
  return rows[0]
}

export async function linksByCode(ctx: Ctx, codes: readonly string[]): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select * from content.link
    where workspace_id = ${ctx.workspaceId} and code = any(${codes}::text[])`.execute(ctx.db)
  return rows
}

/** The first browser that opens a personal link has it; answers whether this one is it. */
export async function claimLink(tx: TxCtx, code: string, browser: string): Promise<boolean> {
  const { rows } = await sql<{ claimed_by: string }>`
    update content.link set claimed_by = coalesce(claimed_by, ${browser})
    where workspace_id = ${tx.workspaceId} and code = ${code}
    returning claimed_by`.execute(tx.db)
  return rows[0]?.claimed_by === browser
}

export async function listLinks(
  ctx: Ctx,
  contentId: string | undefined,
  limit: number,
  offset: number,
): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select * from content.link where workspace_id = ${ctx.workspaceId}
      ${contentId === undefined ? sql`` : sql`and properties ->> 'content_id' = ${contentId}`}
    order by created_at desc, code limit ${limit} offset ${offset}`.execute(ctx.db)
  return rows
}
