import { shortCode } from '#kernel/ids.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { ENTRY_REFUSALS } from '../contract/refusals.ts'
import type { PlaceInput } from '../contract/group-codes.ts'
import type { GroupCodeKind } from '../model/group-code.ts'
import * as store from '../store/group-codes.ts'
import type { GroupCodeFilter, GroupCodeSettings } from '../store/group-codes.ts'
import { placesOf } from '../store/group-places.ts'
import { findCode } from '../store/codes.ts'
import { groupsToChoose } from '../store/groups-seen.ts'
import { findAccount } from '../store/matrix.ts'
import {
  getGroupCode,
  groupCodeOrRefuse,
  groupCodeViews,
  openOrRefuse,
} from './group-code-views.ts'
import { lookAt } from './group-look.ts'
import { addPlaceTo, takeAway } from './group-ways.ts'

const refuse = refusals(ENTRY_REFUSALS)
const NUMBER_LETTERS = 8
const MOST_WAYS = 500_000

interface Settings {
  name: string
  scanLimit: number
  fallbackCodeId?: string | undefined
  fallbackUrl?: string | undefined
  accountId?: string | undefined
}

/** A code with its first place; when that cannot be had there is no code either. */
export async function createGroupCode(
  ctx: Ctx,
  input: Settings & { kind: GroupCodeKind; place: PlaceInput },
) {
  const settings = await checked(ctx, input)
  const id = ctx.newId()
  const number = shortCode(NUMBER_LETTERS, ctx.randomBytes)
  await ctx.transact(async (tx) => {
    await store.insertGroupCode(tx, { ...settings, id, number, kind: input.kind })
    await audit(tx, {
      action: 'entry.group_code_created',
      subjectKind: 'group_code',
      subjectId: id,
    })
  })
  const code = await groupCodeOrRefuse(ctx, id)
  try {
    await addPlaceTo(ctx, code, input.place)
  } catch (error) {
    if ((await placesOf(ctx, [id])).length === 0) await store.removeGroupCode(ctx, id)
    throw error
  }
  await lookAt(ctx, id)
  return getGroupCode(ctx, { id })
}

export async function changeGroupCode(ctx: Ctx, { id, ...input }: Settings & { id: string }) {
  await groupCodeOrRefuse(ctx, id)
  const settings = await checked(ctx, input)
  await ctx.transact(async (tx) => {
    await store.updateGroupCode(tx, id, settings)
    await audit(tx, {
      action: 'entry.group_code_changed',
      subjectKind: 'group_code',
      subjectId: id,
    })
  })
  await lookAt(ctx, id)
  return getGroupCode(ctx, { id })
}

async function checked(ctx: Ctx, input: Settings): Promise<GroupCodeSettings> {
  const { name, scanLimit, fallbackCodeId, fallbackUrl, accountId } = input
  if (fallbackCodeId !== undefined && (await findCode(ctx, fallbackCodeId))?.status !== 'live')
    refuse.no_such_code({ id: fallbackCodeId })
  if (accountId !== undefined && !(await findAccount(ctx, accountId)))
    refuse.no_such_account({ id: accountId })
  return { name, scanLimit, fallbackCodeId, fallbackUrl, accountId }
}

/** Its ways are taken out of WeCom; whoever scans a printed copy is sent to the fallback from now on. */
export async function closeGroupCode(ctx: Ctx, { id }: { id: string }) {
  await openOrRefuse(ctx, id)
  for (const place of await placesOf(ctx, [id])) await takeAway(ctx, place)
  await ctx.transact(async (tx) => {
    await store.setGroupCodeStatus(tx, id, 'closed')
    await audit(tx, { action: 'entry.group_code_closed', subjectKind: 'group_code', subjectId: id })
  })
  await lookAt(ctx, id)
  return getGroupCode(ctx, { id })
}

export async function listGroupCodes(
  ctx: Ctx,
  input: GroupCodeFilter & { cursor?: string | undefined; limit: number },
) {
  const offset = offsetOf(input.cursor)
  const rows = await store.listGroupCodeRows(ctx, input, { limit: input.limit + 1, offset })
  const { items, next } = pageFrom(rows, input.limit, offset)
  return { items: await groupCodeViews(ctx, items), next, total: rows[0]?.total ?? 0 }
}

export const groupsForCodes = async (
  ctx: Ctx,
  { q, limit }: { q?: string | undefined; limit: number },
) => ({
  items: (await groupsToChoose(ctx, q, limit)).map((group) => ({
    ...group,
    members: group.members ?? 0,
  })),
})

export async function codeQuota(ctx: Ctx) {
  const { staff, groups } = await store.waysInUse(ctx)
  return { staffCodes: staff, groupCodes: groups, inUse: staff + groups, most: MOST_WAYS }
}
