import { shortCode } from '#kernel/ids.ts'
import { must } from '#kernel/assert.ts'
import { refusals } from '#kernel/refusal.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import { findContent } from '#modules/content/service.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { PlatformFault } from '#wechat/http.ts'
import type { Session } from '#wechat/session.ts'
import { addContactWay, deleteContactWay, getContactWay } from '#wechat/wecom/contact-ways.ts'
import { ENTRY_REFUSALS } from '../contract/refusals.ts'
import type { CodeView } from '../contract/views.ts'
import { LIFECYCLE } from '../model/code.ts'
import { nextDutyAt, servingNow } from '../model/duty.ts'
import type { DutyPlan } from '../model/duty.ts'
import type { WelcomeVariant } from '../model/welcome.ts'
import { wecomClient } from '../service.ts'
import * as store from '../store/codes.ts'
import type { CodeFilter, CodeRow } from '../store/codes.ts'
import { findAccount } from '../store/matrix.ts'

const refuse = refusals(ENTRY_REFUSALS)

const NUMBER_LETTERS = 8

export interface NewCode {
  name: string
  staffUserids: string[]
  skipVerify: boolean
  accountId?: string | undefined
  welcomeText?: string | undefined
  welcomeContentId?: string | undefined
  welcomes?: WelcomeVariant[] | undefined
  duty?: DutyPlan | undefined
}

/**
 * Written first, then WeCom is asked. A refusal leaves nothing behind; no answer leaves a code that
 * failed and can be retried, because WeCom may or may not have made a way we were not told of.
 */
export async function createCode(ctx: Ctx, input: NewCode): Promise<CodeView> {
  const session = (await wecomClient(ctx)) ?? refuse.wecom_not_connected()
  const { accountId, welcomeContentId } = input
  if (accountId !== undefined && !(await findAccount(ctx, accountId)))
    refuse.no_such_account({ id: accountId })
  await refuseUnknownContent(ctx, welcomeContentId)
  const id = ctx.newId()
  const number = shortCode(NUMBER_LETTERS, ctx.randomBytes)
  const serving = input.duty
    ? servingNow(input.duty, input.staffUserids, { now: ctx.now, addedToday: new Map() })
    : { users: input.staffUserids, standing: 'duty' as const }
  await ctx.transact(async (tx) => {
    await store.insertCode(tx, {
      ...{ id, number, name: input.name, state: `siyu.${number}` },
      ...{ staffUserids: input.staffUserids, skipVerify: input.skipVerify },
      ...{ welcomeText: input.welcomeText, welcomeContentId, accountId },
      ...{ duty: input.duty, serving: serving.users, standing: serving.standing },
      dutyNextAt: input.duty && nextDutyAt(input.duty, ctx.now),
    })
    if (input.welcomes?.length)
      await store.setWelcome(tx, id, {
        ...{ text: input.welcomeText, contentId: welcomeContentId, variants: input.welcomes },
      })
    await audit(tx, { action: 'entry.code_created', subjectKind: 'code', subjectId: id })
  })
  return ask(ctx, session, must(await store.findCode(ctx, id), 'the code just written'))
}

async function ask(ctx: Ctx, session: Session, code: CodeRow): Promise<CodeView> {
  const made = await makeWay(ctx, session, code)
  if (made.kind === 'refused') {
    await store.removeCode(ctx, code.id)
    return refuse.wecom_refused({ code: made.code, says: made.says, verdict: made.verdict })
  }
  const { config_id: configId, qr_code: qrCode } = made.value
  const qrCodeUrl = qrCode ?? (await qrOf(session, configId))
  if (!qrCodeUrl) throw new Error(`WeCom made way ${configId} without a picture`)
  await store.setMade(ctx, code.id, { configId, qrCodeUrl })
  return getCode(ctx, { id: code.id })
}

async function makeWay(ctx: Ctx, session: Session, code: CodeRow) {
  try {
    return await addContactWay(session, {
      // For several, even if there is one: only so can more serve the same printed code later.
      type: 2,
      scene: 2,
      remark: code.name.slice(0, 30),
      skip_verify: code.skip_verify,
      state: code.state,
      user: code.serving,
    })
  } catch (error) {
    if (!(error instanceof PlatformFault)) throw error
    await store.setCodeStatus(ctx, code.id, 'failed', error.message.slice(0, 300))
    return refuse.wecom_unreachable({ id: code.id })
  }
}

async function qrOf(session: Session, configId: string): Promise<string | undefined> {
  const got = await getContactWay(session, configId)
  return got.kind === 'ok' ? got.value.contact_way.qr_code : undefined
}

export async function retryCode(ctx: Ctx, { id }: { id: string }): Promise<CodeView> {
  const code = await codeOrRefuse(ctx, id)
  const next = LIFECYCLE[code.status].retry
  if (next === 'refused') return refuse.wrong_status({ status: code.status, act: 'retry' })
  if (code.status === 'live') return viewOf(ctx, code)
  const session = (await wecomClient(ctx)) ?? refuse.wecom_not_connected()
  await store.setCodeStatus(ctx, id, 'creating')
  return ask(ctx, session, code)
}

/** Taken out of WeCom first: only then is it gone here. A way WeCom does not know is gone too. */
export async function deleteCode(ctx: Ctx, { id }: { id: string }): Promise<CodeView> {
  const code = await codeOrRefuse(ctx, id)
  if (code.config_id !== null && code.status === 'live') {
    const session = (await wecomClient(ctx)) ?? refuse.wecom_not_connected()
    const outcome = await deleteContactWay(session, code.config_id)
    if (outcome.kind === 'refused' && outcome.verdict !== 'gone')
      return refuse.wecom_refused({ code: outcome.code, says: outcome.says })
  }
  await ctx.transact(async (tx) => {
    await store.setCodeStatus(tx, id, 'deleted')
    await audit(tx, { action: 'entry.code_deleted', subjectKind: 'code', subjectId: id })
  })
  return getCode(ctx, { id })
}

export async function setCodeWelcome(
  ctx: Ctx,
  input: {
    id: string
    welcomeText?: string | undefined
    welcomeContentId?: string | undefined
    welcomes?: WelcomeVariant[] | undefined
  },
): Promise<CodeView> {
  await codeOrRefuse(ctx, input.id)
  await refuseUnknownContent(ctx, input.welcomeContentId)
  const { welcomeText: text, welcomeContentId: contentId, welcomes: variants = [] } = input
  for (const variant of variants) await refuseUnknownContent(ctx, variant.contentId)
  await store.setWelcome(ctx, input.id, { text, contentId, variants })
  return getCode(ctx, input)
}

export const getCode = async (ctx: Ctx, { id }: { id: string }): Promise<CodeView> =>
  viewOf(ctx, await codeOrRefuse(ctx, id))

export const codeOrRefuse = async (ctx: Ctx, id: string): Promise<CodeRow> =>
  (await store.findCode(ctx, id)) ?? refuse.no_such_code({ id })

export async function listCodes(
  ctx: Ctx,
  input: CodeFilter & { cursor?: string | undefined; limit: number },
) {
  const offset = offsetOf(input.cursor)
  const rows = await store.listCodes(ctx, input, input.limit + 1, offset)
  const { items, next } = pageFrom(rows, input.limit, offset)
  return { items: items.map((row) => viewOf(ctx, row)), next, total: rows[0]?.total ?? 0 }
}

export async function getGreeting(ctx: Ctx) {
  const greeting = await store.greetingOf(ctx)
  return {
    text: greeting?.text ?? null,
    contentId: greeting?.content_id ?? null,
    variants: greeting?.variants ?? [],
  }
}

export async function setGreeting(
  ctx: Ctx,
  input: {
    text: string
    contentId?: string | undefined
    variants?: WelcomeVariant[] | undefined
  },
) {
  const { text, contentId, variants = [] } = input
  for (const id of [contentId, ...variants.map((variant) => variant.contentId)])
    await refuseUnknownContent(ctx, id)
  const saved = await store.saveGreeting(ctx, { text, contentId, variants })
  return { text: saved.text, contentId: saved.content_id, variants: saved.variants }
}

async function refuseUnknownContent(ctx: Ctx, contentId: string | undefined): Promise<void> {
  if (contentId !== undefined && !(await findContent(ctx, contentId)))
    refuse.no_such_content({ id: contentId })
}

export const codePageUrl = (ctx: Pick<Ctx, 'publicUrl'>, number: string): string =>
  `${ctx.publicUrl}/q/${number}`

const viewOf = (ctx: Ctx, row: CodeRow): CodeView => ({
  id: row.id,
  number: row.number,
  name: row.name,
  status: row.status,
  state: row.state,
  configId: row.config_id,
  qrCodeUrl: row.qr_code_url,
  pageUrl: codePageUrl(ctx, row.number),
  printUrl: `${codePageUrl(ctx, row.number)}/print`,
  staffUserids: row.staff_userids,
  skipVerify: row.skip_verify,
  welcomeText: row.welcome_text,
  welcomeContentId: row.welcome_content_id,
  accountId: row.account_id,
  postId: row.post_id,
  platform: row.platform,
  failure: row.failure,
  duty: row.duty,
  servingUserids: row.serving,
  dutyStanding: row.duty_standing,
  dutyNextAt: row.duty_next_at?.toISOString() ?? null,
  dutyFailure: row.duty_failure,
  isSingle: row.way_type === 1,
  welcomes: row.welcomes,
  lastAddedAt: row.last_added_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
})
