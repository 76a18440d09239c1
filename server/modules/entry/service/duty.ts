import { refusals } from '#kernel/refusal.ts'
import { addMs, DEFAULT_TIME_ZONE, MINUTE_MS } from '#kernel/time.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { PlatformFault } from '#wechat/http.ts'
import { updateContactWay } from '#wechat/wecom/contact-ways.ts'
import { ENTRY_REFUSALS } from '../contract/refusals.ts'
import type { CodeView } from '../contract/views.ts'
import { goesByLoad, nextDutyAt, servingNow } from '../model/duty.ts'
import type { DutyPlan, Serving } from '../model/duty.ts'
import { localDay } from '../model/hours.ts'
import { wecomClient } from '../service.ts'
import { findCode } from '../store/codes.ts'
import type { CodeRow } from '../store/codes.ts'
import * as store from '../store/duty.ts'
import { findAccount } from '../store/matrix.ts'
import { codeOrRefuse, getCode } from './codes.ts'

const refuse = refusals(ENTRY_REFUSALS)

const RETRY_MS = 2 * MINUTE_MS
/** So many people stand behind one way (企业微信 92228). */
const MOST_USERS = 100

export const zoneOf = (duty: DutyPlan | null): string => duty?.timeZone ?? DEFAULT_TIME_ZONE

export interface CodeChange {
  id: string
  name: string
  staffUserids: string[]
  skipVerify: boolean
  accountId?: string | undefined
  duty?: DutyPlan | undefined
}

/** Kept first, then told to WeCom; what WeCom does not take now is tried again. What is printed stays. */
export async function changeCode(ctx: Ctx, { id, ...input }: CodeChange): Promise<CodeView> {
  const code = await codeOrRefuse(ctx, id)
  if (code.status !== 'live') refuse.wrong_status({ status: code.status, act: 'change' })
  const { accountId, duty } = input
  if (accountId !== undefined && !(await findAccount(ctx, accountId)))
    refuse.no_such_account({ id: accountId })
  await ctx.transact(async (tx) => {
    await store.saveSettings(tx, id, { ...input, accountId, duty })
    await audit(tx, { action: 'entry.code_changed', subjectKind: 'code', subjectId: id })
  })
  await applyDuty(ctx, await codeOrRefuse(ctx, id))
  return getCode(ctx, { id })
}

/** Who should serve a code now. */
export async function servingOf(
  ctx: Ctx,
  code: { id: string; duty: DutyPlan | null; staffUserids: readonly string[]; isSingle: boolean },
): Promise<Serving> {
  if (!code.duty) return { users: [...code.staffUserids].slice(0, MOST_USERS), standing: 'duty' }
  const addedToday = await store.loadOf(ctx, code.id, localDay(ctx.now, zoneOf(code.duty)))
  const { users, standing } = servingNow(code.duty, code.staffUserids, {
    ...{ now: ctx.now, addedToday },
  })
  return { users: users.slice(0, code.isSingle ? 1 : MOST_USERS), standing }
}

/** Puts whoever is on duty behind the way in WeCom, when that is somebody else. */
export async function applyDuty(ctx: Ctx, code: CodeRow): Promise<void> {
  if (code.status !== 'live' || code.config_id === null) return
  const isSingle = code.way_type === 1
  const serving = await servingOf(ctx, {
    ...{ id: code.id, duty: code.duty, staffUserids: code.staff_userids, isSingle },
  })
  const next = code.duty ? nextDutyAt(code.duty, ctx.now) : undefined
  if (!isSame(serving.users, code.serving)) {
    const failure = await told(ctx, code, code.config_id, serving.users)
    if (failure !== undefined) {
      const again = addMs(ctx.now, RETRY_MS)
      return store.saveDutyFailure(ctx, code.id, failure, serving.standing, again)
    }
  }
  const read = { id: code.id, dueWhenRead: code.duty_next_at }
  await store.saveServing(ctx, read, serving, next)
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((user) => b.includes(user))

/** Why WeCom did not take it; `undefined` when it did. */
async function told(
  ctx: Ctx,
  code: CodeRow,
  configId: string,
  user: string[],
): Promise<string | undefined> {
  const session = await wecomClient(ctx)
  if (!session) return 'WeCom is not connected'
  const remark = code.name.slice(0, 30)
  try {
    const change = { user, remark, skip_verify: code.skip_verify }
    const outcome = await updateContactWay(session, configId, change)
    return outcome.kind === 'ok' ? undefined : `WeCom ${outcome.code} ${outcome.says}`
  } catch (error) {
    if (error instanceof PlatformFault) return error.message
    throw error
  }
}

/** Changes one duty that is due, of any workspace. */
export async function changeDuties(rt: Runtime): Promise<number> {
  const due = await store.claimDuty(rt.database.db, rt.clock.now())
  if (!due) return 0
  const ctx = rt.ctx(due.workspace_id)
  const code = await findCode(ctx, due.id)
  if (!code) return 1
  await applyDuty(ctx, code)
  const after = await findCode(ctx, due.id)
  if (after?.duty_failure)
    rt.log.warn({ code: code.number, says: after.duty_failure }, 'a duty could not be changed')
  return 1
}

export interface Newcomer {
  codeId: string
  staffUserid: string
  at: Date
}

/** Who became friends by which code: they count towards caps and even shares. */
export async function newcomersCame(tx: TxCtx, newcomers: readonly Newcomer[]): Promise<void> {
  for (const [codeId, all] of Map.groupBy(newcomers, (newcomer) => newcomer.codeId)) {
    const code = await findCode(tx, codeId)
    if (!code) continue
    const byLoad = code.duty !== null && goesByLoad(code.duty)
    const loads = all.map(({ staffUserid, at }) => ({
      ...{ staffUserid, at, day: localDay(at, zoneOf(code.duty)) },
    }))
    await store.addLoads(tx, { codeId, byLoad, loads })
    if (byLoad) tx.wake('entry.duty')
  }
}
