import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { must } from '#kernel/assert.ts'
import { daysBefore } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Status } from '../model/code.ts'
import type { DutyPlan, DutyStanding } from '../model/duty.ts'
import type { Platform } from '../model/platforms.ts'
import type { WelcomeVariant } from '../model/welcome.ts'

export interface CodeRow {
  workspace_id: string
  id: string
  number: string
  name: string
  state: string
  status: Status
  staff_userids: string[]
  skip_verify: boolean
  welcome_text: string | null
  welcome_content_id: string | null
  account_id: string | null
  platform: Platform | null
  post_id: string | null
  config_id: string | null
  qr_code_url: string | null
  failure: string | null
  created_at: Date
  /** 1: a way for one person alone, as codes once were made */
  way_type: 1 | 2
  serving: string[]
  duty: DutyPlan | null
  duty_standing: DutyStanding
  duty_next_at: Date | null
  duty_failure: string | null
  welcomes: WelcomeVariant[]
  last_added_at: Date | null
}

/** A code that exactly one post leads to stands for that post; with more, it stands for none. */
const CODE = sql`c.*, coalesce(a.platform, p.platform) as platform,
  coalesce(c.account_id, p.account_id) as account_id, p.post_id
  from entry.code c
  left join entry.account a on a.workspace_id = c.workspace_id and a.id = c.account_id
  left join lateral (
    select min(p.id::text)::uuid as post_id, min(p.account_id::text)::uuid as account_id,
      min(pa.platform) as platform
    from entry.post p
    join entry.account pa on pa.workspace_id = p.workspace_id and pa.id = p.account_id
    where p.workspace_id = c.workspace_id and p.code_id = c.id having count(*) = 1) p on true`

export interface NewCode {
  id: string
  number: string
  name: string
  state: string
  staffUserids: readonly string[]
  skipVerify: boolean
  welcomeText: string | undefined
  welcomeContentId: string | undefined
  accountId: string | undefined
  duty: DutyPlan | undefined
  serving: readonly string[]
  standing: DutyStanding
  dutyNextAt: Date | undefined
}

export async function insertCode(ctx: Ctx, c: NewCode): Promise<void> {
  await sql`
    insert into entry.code (workspace_id, id, number, name, state, status, staff_userids,
      skip_verify, welcome_text, welcome_content_id, account_id, duty, serving, duty_standing,
      duty_next_at, created_at, updated_at)
    values (${ctx.workspaceId}, ${c.id}, ${c.number}, ${c.name}, ${c.state}, 'creating',
      ${[...c.staffUserids]}::text[], ${c.skipVerify}, ${c.welcomeText ?? null},
      ${c.welcomeContentId ?? null}, ${c.accountId ?? null},
      ${c.duty ? JSON.stringify(c.duty) : null}::jsonb, ${[...c.serving]}::text[], ${c.standing},
      ${c.dutyNextAt ?? null}, ${ctx.now}, ${ctx.now})`.execute(ctx.db)
}

export async function setMade(
  ctx: Ctx,
  id: string,
  way: { configId: string; qrCodeUrl: string },
): Promise<void> {
  await sql`update entry.code set status = 'live', config_id = ${way.configId},
      qr_code_url = ${way.qrCodeUrl}, failure = null, updated_at = ${ctx.now}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(ctx.db)
}

export async function setCodeStatus(
  ctx: Ctx,
  id: string,
  status: Status,
  failure?: string,
): Promise<void> {
  await sql`update entry.code set status = ${status}, failure = ${failure ?? null},
      updated_at = ${ctx.now}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(ctx.db)
}

export async function removeCode(ctx: Ctx, id: string): Promise<void> {
  await sql`delete from entry.code where workspace_id = ${ctx.workspaceId} and id = ${id}
    and status = 'creating'`.execute(ctx.db)
}

export interface Welcome {
  text: string | undefined
  contentId: string | undefined
  variants: readonly WelcomeVariant[]
}

export async function setWelcome(ctx: Ctx, id: string, w: Welcome): Promise<void> {
  await sql`update entry.code set welcome_text = ${w.text ?? null},
      welcome_content_id = ${w.contentId ?? null},
      welcomes = ${JSON.stringify(w.variants)}::jsonb, updated_at = ${ctx.now}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(ctx.db)
}

export const findCode = (ctx: Ctx, id: string) => one(ctx, sql`c.id = ${id}`)
export const codeOfState = (ctx: Ctx, state: string) => one(ctx, sql`c.state = ${state}`)

async function one(ctx: Ctx, condition: RawBuilder<unknown>): Promise<CodeRow | undefined> {
  const { rows } = await sql<CodeRow>`
    select ${CODE} where c.workspace_id = ${ctx.workspaceId} and ${condition}`.execute(ctx.db)
  return rows[0]
}

/** Numbers are unique in the installation: they stand in addresses that people see. */
export async function codeOfNumber(db: Ctx['db'], number: string): Promise<CodeRow | undefined> {
  const { rows } = await sql<CodeRow>`select ${CODE} where c.number = ${number}`.execute(db)
  return rows[0]
}

export interface CodeFilter {
  status?: string | undefined
  unusedDays?: number | undefined
  accountId?: string | undefined
  q?: string | undefined
}

export async function listCodes(ctx: Ctx, f: CodeFilter, limit: number, offset: number) {
  const parts: RawBuilder<unknown>[] = [sql`c.workspace_id = ${ctx.workspaceId}`]
  if (f.unusedDays)
    parts.push(sql`coalesce(c.last_added_at, c.created_at) < ${daysBefore(ctx.now, f.unusedDays)}`)
  parts.push(f.status ? sql`c.status = ${f.status}` : sql`c.status <> 'deleted'`)
  if (f.accountId) parts.push(sql`c.account_id = ${f.accountId}`)
  if (f.q) parts.push(sql`position(lower(${f.q}) in lower(c.name)) > 0`)
  const { rows } = await sql<CodeRow & { total: number }>`
    select count(*) over ()::int as total, ${CODE} where ${sql.join(parts, sql` and `)}
    order by c.created_at desc, c.id limit ${limit} offset ${offset}`.execute(ctx.db)
  return rows
}

interface GreetingRow {
  text: string
  content_id: string | null
  variants: WelcomeVariant[]
}

export async function greetingOf(ctx: Ctx): Promise<GreetingRow | undefined> {
  const { rows } = await sql<GreetingRow>`
    select text, content_id, variants from entry.greeting
    where workspace_id = ${ctx.workspaceId}`.execute(ctx.db)
  return rows[0]
}

export async function saveGreeting(ctx: Ctx, g: Welcome & { text: string }): Promise<GreetingRow> {
  const { rows } = await sql<GreetingRow>`
    insert into entry.greeting (workspace_id, text, content_id, variants, updated_at)
    values (${ctx.workspaceId}, ${g.text}, ${g.contentId ?? null},
      ${JSON.stringify(g.variants)}::jsonb, ${ctx.now})
    on conflict (workspace_id) do update set text = excluded.text,
      content_id = excluded.content_id, variants = excluded.variants,
      updated_at = excluded.updated_at
    returning text, content_id, variants`.execute(ctx.db)
  return must(rows[0], 'the greeting saved')
}
