import { wecomClient } from '#modules/entry/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { listGroups } from '#wechat/wecom/groups.ts'
import type { SyncProgress } from '../model/sync.ts'
import { unreadSince } from '../store/groups.ts'
import type { SyncRow } from '../store/syncs.ts'
import { corpIdOf } from './connections.ts'
import { readGroup } from './group-events.ts'
import { NotYet } from './not-yet.ts'
import type { Step } from './sync.ts'
import { takeInDismissal, takeInGroup } from './take-in-group.ts'

/** So many groups a step, one call each. */
const CHUNK = 20

/**
 * One step of reading all customer groups: a page of the list, each group of it read whole. At the
 * end those that were not listed are looked at: a dismissal may have gone by unheard.
 */
export async function readGroups(ctx: Ctx, row: SyncRow): Promise<Step> {
  const session = await wecomClient(ctx)
  const corpId = await corpIdOf(ctx)
  if (!session || corpId === undefined) throw new NotYet('WeCom is not connected')
  const { groupCursor: cursor, ...before } = row.progress
  const page = await listGroups(session, { limit: CHUNK, ...(cursor ? { cursor } : {}) })
  if (page.kind === 'refused') throw new NotYet(`WeCom ${page.code} (${page.verdict})`)
  const { group_chat_list: listed, next_cursor: next } = page.value
  const progress: SyncProgress = {
    ...before,
    groupsListed: (before.groupsListed ?? 0) + listed.length,
  }
  for (const { chat_id: chatId } of listed) await readOne(chatId)
  if (next !== '') return { progress: { ...progress, groupCursor: next }, complete: false }
  // Whatever this reading took in was read after it began.
  const missing = await unreadSince(ctx.db, ctx.workspaceId, row.started_at ?? ctx.now)
  for (const chatId of missing) await readOne(chatId)
  return { progress, complete: true }

  async function readOne(chatId: string): Promise<void> {
    const group = await readGroup(ctx, chatId, session)
    const change = await ctx.transact((tx) => {
      const how = { corpId: corpId ?? '', at: tx.now, quitScene: 'unknown' as const }
      return group ? takeInGroup(tx, group, how) : takeInDismissal(tx, chatId, how)
    })
    progress.groupsRead = (progress.groupsRead ?? 0) + 1
    progress.membersFound = (progress.membersFound ?? 0) + change.joined
    progress.membersLost = (progress.membersLost ?? 0) + change.left
  }
}
