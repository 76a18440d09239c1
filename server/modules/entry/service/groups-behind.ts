import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { lookSoon } from '../store/group-code-alarms.ts'
import { findGroupCode } from '../store/group-codes.ts'
import { codeIdBehind } from '../store/group-places.ts'
import { saveGroupSeen } from '../store/groups-seen.ts'
import type { GroupSeen } from '../store/groups-seen.ts'

/** What `community` has read of a group: codes that lead to it are looked at next. */
export async function groupSeen(tx: TxCtx, group: GroupSeen): Promise<void> {
  const isNew = await saveGroupSeen(tx, group)
  await lookSoon(tx, { chatId: group.chatId, isNew })
  tx.wake('entry.group_codes')
}

/** The code by which somebody came into a group: a touch, never evidence of who she is. */
export async function groupCodeOf(ctx: Ctx, by: { state: string | undefined; chatId: string }) {
  const codeId = await codeIdBehind(ctx, by)
  const code = codeId === undefined ? undefined : await findGroupCode(ctx, codeId)
  return (
    code && {
      codeId: code.id,
      name: code.name,
      ...(code.account_id === null ? {} : { accountId: code.account_id }),
      ...(code.platform === null ? {} : { platform: code.platform }),
    }
  )
}
