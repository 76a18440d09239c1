import { createHash } from 'node:crypto'
import { DAY_MS } from '#kernel/time.ts'
import { recordEvents } from '#modules/collect/service.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import { newcomersCame } from '#modules/entry/service/duty.ts'
import { codeByState, wecomClient } from '#modules/entry/service.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { getCustomer, listCustomers } from '#wechat/wecom/customers.ts'
import type { Customer } from '#wechat/wecom/customers.ts'
import type { Session } from '#wechat/session.ts'
import { friendAdded, friendRemoved, identifiersOf } from '../model/friendship.ts'
import type { SyncProgress } from '../model/sync.ts'
import { unreadContacts } from '../store/contacts.ts'
import { befriend, endedSince, endMissing, strangersOf } from '../store/relations.ts'
import { activeStaff } from '../store/staff.ts'
import type { SyncRow } from '../store/syncs.ts'
import { corpIdOf } from './connections.ts'
import { FROM_WECOM, friendOf, keepContact } from './contact-events.ts'
import { NotYet } from './not-yet.ts'
import type { Step } from './sync.ts'

const CHUNK = 40

/**
 * One step of reading the customers of all staff: so many of one member's, or the end of her list.
 * Only those are read whom no callback told of, so that a nightly comparison stays cheap.
 */
export async function readContacts(ctx: Ctx, row: SyncRow): Promise<Step> {
  const session = await wecomClient(ctx)
  const corpId = await corpIdOf(ctx)
  if (!session || corpId === undefined) throw new NotYet('WeCom is not connected')
  const staff = await activeStaff(ctx.db, ctx.workspaceId)
  const before: SyncProgress = { ...row.progress, staffTotal: staff.length }
  const done = before.staffDone ?? 0
  const userid = staff.find((id) => id >= (before.staffUserid ?? ''))
  if (userid === undefined) return { progress: withoutPlace(before), complete: true }
  const begun = before.staffUserid === userid && before.afterContact !== undefined
  const all = await customersOf(session, userid)
  const listed = all ?? []
  const progress = begun
    ? before
    : { ...before, contactsListed: (before.contactsListed ?? 0) + listed.length }
  const after = begun ? (before.afterContact ?? '') : ''
  const unknown = (await unknownOf(ctx, corpId, userid, listed)).filter((id) => id > after)
  const chunk = unknown.slice(0, CHUNK)
  const found = await readChunk(ctx, session, corpId, userid, chunk)
  const read = {
    ...progress,
    contactsRead: (progress.contactsRead ?? 0) + chunk.length,
    found: (progress.found ?? 0) + found,
  }
  const last = chunk.at(-1)
  if (last !== undefined && unknown.length > CHUNK)
    return { progress: { ...read, staffUserid: userid, afterContact: last }, complete: false }
  const lost = all ? await noteLost(ctx, corpId, userid, all, row.started_at ?? ctx.now) : 0
  const next = staff.find((id) => id > userid)
  const finished = { ...withoutPlace(read), staffDone: done + 1, lost: (read.lost ?? 0) + lost }
  if (next === undefined) return { progress: finished, complete: true }
  return { progress: { ...finished, staffUserid: next }, complete: false }
}

/** What is kept as the result once nobody is under way. */
function withoutPlace(progress: SyncProgress): SyncProgress {
  const { ...rest } = progress
  delete rest.staffUserid
  delete rest.afterContact
  return rest
}

/**
 * Sorted, so that a reading can go on behind the last one read. `undefined` when WeCom shows this
 * member to us no more: that says nothing of her customers.
 */
async function customersOf(session: Session, userid: string): Promise<string[] | undefined> {
  const outcome = await listCustomers(session, userid)
  if (outcome.kind === 'ok') return outcome.value.external_userid.toSorted()
  // A member without customers is refused rather than told "none".
  if (outcome.verdict === 'no_relation') return []
  if (outcome.verdict === 'gone') return undefined
  throw new NotYet(`WeCom ${outcome.code} (${outcome.verdict})`)
}

async function unknownOf(ctx: Ctx, corpId: string, userid: string, listed: readonly string[]) {
  const [unread, strangers] = await Promise.all([
    unreadContacts(ctx.db, ctx.workspaceId, corpId, listed),
    strangersOf(ctx.db, ctx.workspaceId, corpId, userid, listed),
  ])
  return listed.filter((id) => unread.has(id) || strangers.has(id))
}

/** Answers how many friendships were new to us. */
async function readChunk(
  ctx: Ctx,
  session: Session,
  corpId: string,
  userid: string,
  ids: readonly string[],
): Promise<number> {
  let found = 0
  for (const externalUserid of ids) {
    const outcome = await getCustomer(session, externalUserid)
    if (outcome.kind === 'refused') {
      if (outcome.verdict === 'no_relation') continue
      throw new NotYet(`WeCom ${outcome.code} (${outcome.verdict})`)
    }
    if (await learn(ctx, corpId, userid, outcome.value)) found += 1
  }
  return found
}

async function learn(
  ctx: Ctx,
  corpId: string,
  userid: string,
  customer: Customer,
): Promise<boolean> {
  const externalUserid = customer.external_contact.external_userid
  const follower = customer.follow_user.find((follow) => follow.userid === userid)
  const state = follower?.state || undefined
  const source = state ? await codeByState(ctx, state) : undefined
  const friend = friendOf(corpId, userid, externalUserid, customer)
  return ctx.transact(async (tx) => {
    await keepContact(tx, corpId, externalUserid, customer)
    const since = new Date((follower?.createtime ?? 0) * 1_000)
    const fresh =
      follower !== undefined && (await isNew(tx, friend, since, state, follower.add_way))
    if (fresh && source)
      await newcomersCame(tx, [{ codeId: source.codeId, staffUserid: userid, at: since }])
    const about = { messageId: messageIdOf(friend, 'added', since), at: since }
    // What is old news is history: it counts, and sets nothing off.
    const history = tx.now.getTime() - since.getTime() > DAY_MS
    const event: NewEvent = fresh
      ? friendAdded(friend, { ...about, state, addWay: follower.add_way, source, history })
      : {
          event: 'identified',
          messageId: messageIdOf(friend, 'read', tx.now),
          at: tx.now,
          identifiers: identifiersOf(friend),
          traits: friend.name ? { nickname: friend.name } : {},
          history: true,
        }
    await recordEvents(tx, [event], FROM_WECOM)
    return fresh
  })
}

async function isNew(
  tx: TxCtx,
  { corpId, staffUserid, externalUserid }: Parameters<typeof identifiersOf>[0],
  since: Date,
  entryState: string | undefined,
  addWay: number | undefined,
): Promise<boolean> {
  const pair = { corpId, staffUserid, externalUserid }
  if (await endedSince(tx.db, tx.workspaceId, pair, since)) return false
  const how = { relationId: tx.newId(), since, entryState, addWay, half: false }
  return (await befriend(tx.db, tx.workspaceId, { ...pair, ...how })) === 'new'
}

/** Friendships that WeCom no longer lists ended without our hearing of it. */
async function noteLost(
  ctx: Ctx,
  corpId: string,
  staffUserid: string,
  listed: readonly string[],
  begunBefore: Date,
): Promise<number> {
  return ctx.transact(async (tx) => {
    const of = { corpId, staffUserid, listed, begunBefore }
    const missing = await endMissing(tx.db, tx.workspaceId, of, tx.now)
    const events = missing.map((externalUserid) => {
      const pair = { corpId, staffUserid, externalUserid }
      const messageId = messageIdOf(pair, 'removed', tx.now)
      return friendRemoved(pair, { messageId, at: tx.now, removedBy: 'unknown', history: false })
    })
    await recordEvents(tx, events, FROM_WECOM)
    return missing.length
  })
}

function messageIdOf(
  { corpId, staffUserid, externalUserid }: Parameters<typeof identifiersOf>[0],
  what: string,
  at: Date,
): string {
  const text = [corpId, staffUserid, externalUserid, what, at.getTime()].join('\n')
  return `wecom_sync:${createHash('sha256').update(text).digest('hex')}`
}
