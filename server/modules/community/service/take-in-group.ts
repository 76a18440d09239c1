import { createHash } from 'node:crypto'
import { DAY_MS } from '#kernel/time.ts'
import { recordEvents } from '#modules/collect/service.ts'
import { groupCodeOf, groupSeen } from '#modules/entry/service.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { GroupChat } from '#wechat/wecom/groups.ts'
import { changeOf, groupJoined, groupLeft, joinSceneOf } from '../model/group.ts'
import type { GroupNamed, QuitScene, Seen, Stay } from '../model/group.ts'
import {
  endStays,
  holdGroup,
  insertStays,
  saveDismissed,
  saveGroup,
  staysIn,
} from '../store/groups.ts'
import { FROM_WECOM } from './contact-events.ts'

export interface TakenIn {
  joined: number
  left: number
}

interface How {
  corpId: string
  /** when those who are gone went, as far as anybody can tell */
  at: Date
  quitScene: QuitScene
}

/**
 * A reading of a group against what is held: who came and who went become stays, events, and what
 * `entry` must know to move a group code on. A second reading of the same changes nothing.
 */
export async function takeInGroup(tx: TxCtx, group: GroupChat, how: How): Promise<TakenIn> {
  const { chat_id: chatId, name } = group
  await holdGroup(tx.db, tx.workspaceId, chatId, how.corpId)
  const seen = group.member_list.map(seenOf)
  const { joined, left } = changeOf(await staysIn(tx.db, tx.workspaceId, chatId), seen)
  await endStays(tx.db, tx.workspaceId, chatId, left, how)
  await insertStays(tx.db, tx.workspaceId, chatId, joined)
  const customers = seen.filter(({ kind }) => kind === 'customer').length
  const read = {
    ...{ chatId, name, ownerUserid: group.owner, madeAt: new Date(group.create_time * 1_000) },
    ...{ memberVersion: group.member_version, members: seen.length, customers },
  }
  await saveGroup(tx.db, tx.workspaceId, read, tx.now)
  await groupSeen(tx, { chatId, name, ownerUserid: group.owner, members: seen.length })
  const named = { corpId: how.corpId, chatId, name }
  await recordEvents(
    tx,
    [...(await joins(tx, named, joined)), ...departures(tx, named, left, how)],
    FROM_WECOM,
  )
  return { joined: count(joined), left: count(left) }
}

const count = (of: readonly { kind: 'staff' | 'customer' }[]): number =>
  of.filter(({ kind }) => kind === 'customer').length

/** Dismissed: one event from WeCom, and nothing about who was in it. */
export async function takeInDismissal(
  tx: TxCtx,
  chatId: string,
  { corpId, at }: { corpId: string; at: Date },
): Promise<TakenIn> {
  const row = await holdGroup(tx.db, tx.workspaceId, chatId, corpId)
  const left = await staysIn(tx.db, tx.workspaceId, chatId)
  const how = { corpId, at, quitScene: 'dismissed' as const }
  await endStays(tx.db, tx.workspaceId, chatId, left, how)
  await saveDismissed(tx.db, tx.workspaceId, chatId, at)
  await groupSeen(tx, {
    ...{ chatId, name: row.name, ownerUserid: row.owner_userid ?? '' },
    members: undefined,
  })
  const named = { corpId, chatId, name: row.name }
  await recordEvents(tx, departures(tx, named, left, how), FROM_WECOM)
  return { joined: 0, left: count(left) }
}

function seenOf(member: GroupChat['member_list'][number]): Seen {
  return {
    memberId: member.userid,
    kind: member.type === 1 ? 'staff' : 'customer',
    joinedAt: new Date(member.join_time * 1_000),
    scene: joinSceneOf(member.join_scene),
    state: member.state || undefined,
    name: member.name || undefined,
    unionid: member.unionid || undefined,
  }
}

async function joins(tx: TxCtx, named: GroupNamed, joined: readonly Seen[]) {
  const events = []
  const sources = new Map<string, Awaited<ReturnType<typeof groupCodeOf>>>()
  for (const member of joined) {
    if (member.kind !== 'customer') continue
    // Without a state she may still have scanned a code that was printed from the group itself.
    const by = member.scene === 'scan' ? { state: member.state, chatId: named.chatId } : undefined
    const key = by && `${by.state ?? ''}`
    if (by && key !== undefined && !sources.has(key)) sources.set(key, await groupCodeOf(tx, by))
    events.push(
      groupJoined(named, member, {
        messageId: messageIdOf(named, member, 'joined'),
        source: key === undefined ? undefined : sources.get(key),
        history: isOld(tx, member.joinedAt),
      }),
    )
  }
  return events
}

const departures = (tx: TxCtx, named: GroupNamed, left: readonly Stay[], { at, quitScene }: How) =>
  left
    .filter(({ kind }) => kind === 'customer')
    .map((stay) =>
      groupLeft(named, stay, {
        messageId: messageIdOf(named, stay, 'left'),
        ...{ at, quitScene, history: isOld(tx, at) },
      }),
    )

/** What is old news is history: it counts, and sets nothing off. */
const isOld = ({ now }: Pick<Ctx, 'now'>, at: Date): boolean =>
  now.getTime() - at.getTime() > DAY_MS

/** Of one stay there is one beginning and one end, whoever tells of them first. */
function messageIdOf({ corpId, chatId }: GroupNamed, stay: Stay, what: 'joined' | 'left'): string {
  const text = [corpId, chatId, stay.memberId, stay.joinedAt.getTime(), what].join('\n')
  return `wecom_group:${createHash('sha256').update(text).digest('hex')}`
}
