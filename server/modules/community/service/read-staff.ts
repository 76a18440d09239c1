import { wecomClient } from '#modules/entry/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { listStaff } from '#wechat/wecom/staff.ts'
import { saveStaff } from '../store/staff.ts'
import { NotYet } from './not-yet.ts'
import type { Step } from './sync.ts'

/** Members of the root department, as far as the app may see them. */
const ROOT = 1

export async function readStaff(ctx: Ctx): Promise<Step> {
  const session = await wecomClient(ctx)
  if (!session) throw new NotYet('WeCom is not connected')
  const outcome = await listStaff(session, ROOT)
  if (outcome.kind === 'refused') throw new NotYet(`WeCom ${outcome.code} (${outcome.verdict})`)
  const staff = outcome.value.userlist.map(({ userid, name, department }) => ({
    userid,
    name,
    departments: department,
  }))
  await ctx.transact((tx) => saveStaff(tx.db, tx.workspaceId, staff, tx.now))
  return { progress: { staffTotal: staff.length, staffDone: staff.length }, complete: true }
}
