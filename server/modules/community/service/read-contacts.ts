import { createHash } from 'node:crypto'
import { DAY_MS } from '#kernel/time.ts'
import { recordEvents } from '#modules/collect/service.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import { newcomersCame } from '#modules/entry/service/duty.ts'
import { codeByState, wecomClient } from '#modules/entry/service.ts'
import type { CodeTouch } from '#modules/entry/service.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { getCustomer, listCustomers } from '#wechat/wecom/customers.ts'
import type { Customer } from '#wechat/wecom/customers.ts'
import { holdingToken } from '#wechat/session.ts'
import type { Session } from '#wechat/session.ts'
import { friendAdded, friendRemoved, identifiersOf } from '../model/friendship.ts'
import type { Friend } from '../model/friendship.ts'
import type { SyncProgress } from '../model/sync.ts'
import { unreadContacts } from '../store/contacts.ts'
import { befriendAll, endedSince, endMissing, strangersOf } from '../store/relations.ts'
import { activeStaff } from '../store/staff.ts'
import type { SyncRow } from '../store/syncs.ts'
import { corpIdOf } from './connections.ts'
import { FROM_WECOM, friendOf, keepContacts } from './contact-events.ts'
import { NotYet } from './not-yet.ts'
import type { Step } from './sync.ts'

const CHUNK = 40

/**
 * One step of reading the customers of all staff: so many of one member's, or the end of her list.
 * Only those are read whom no callback told of, so that a nightly comparison stays cheap.
 */
export async function readContacts(ctx: Ctx, row: SyncRow): Promise<Step> {
  const client = await wecomClient(ctx)
  const session = client && holdingToken(client)
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

/** Each is read from WeCom on her own, all at once; answers how many friendships were new to us. */
async function readChunk(
  ctx: Ctx,
  session: Session,
  corpId: string,
  userid: string,
  ids: readonly string[],
): Promise<number> {
  const read = await Promise.all(ids.map((id) => getCustomer(session, id)))
  const customers = read.flatMap((outcome) => {
    if (outcome.kind === 'ok') return [outcome.value]
    if (outcome.verdict === 'no_relation') return []
    throw new NotYet(`WeCom ${outcome.code} (${outcome.verdict})`)
  })
  return customers.length === 0 ? 0 : learn(ctx, corpId, userid, customers)
}

interface Follower {
  customer: Customer
  state: string | undefined
  addWay: number | undefined
  since: Date
  isFollower: boolean
}

async function learn(
  ctx: Ctx,
  corpId: string,
  userid: string,
  customers: readonly Customer[],
): Promise<number> {
  const followers = customers.map((customer): Follower => {
    const follower = customer.follow_user.find((follow) => follow.userid === userid)
    return {
      ...{ customer, state: follower?.state || undefined, addWay: follower?.add_way },
      ...{ since: new Date((follower?.createtime ?? 0) * 1_000), isFollower: Boolean(follower) },
    }
  })
  const sources = new Map<string, CodeTouch | undefined>()
  for (const { state } of followers)
    if (state && !sources.has(state)) sources.set(state, await codeByState(ctx, state))
  return ctx.transact(async (tx) => {
    const idOf = ({ customer }: Follower) => customer.external_contact.external_userid
    await keepContacts(
      tx,
      followers.map((one) => ({ corpId, externalUserid: idOf(one), customer: one.customer })),
    )
    const fresh = await newOnes(tx, corpId, userid, followers)
    const events = followers.map((one) => {
      const friend = friendOf(corpId, userid, idOf(one), one.customer)
      const source = one.state ? sources.get(one.state) : undefined
      return fresh.has(one) ? addedLong(tx, friend, one, source) : readAgain(tx, friend)
    })
    await recordEvents(tx, events, FROM_WECOM)
    await newcomersCame(
      tx,
      [...fresh].flatMap(({ state, since: at }) => {
        const source = state ? sources.get(state) : undefined
        return source ? [{ codeId: source.codeId, staffUserid: userid, at }] : []
      }),
    )
    return fresh.size
  })
}

function addedLong(tx: TxCtx, friend: Friend, one: Follower, source: CodeTouch | undefined) {
  const { since: at, state, addWay } = one
  const messageId = messageIdOf(friend, 'added', at)
  // What is old news is history: it counts, and sets nothing off.
  const history = tx.now.getTime() - at.getTime() > DAY_MS
  return friendAdded(friend, { messageId, at, state, addWay, source, history })
}

const readAgain = (tx: TxCtx, friend: Friend): NewEvent => ({
  event: 'identified',
  messageId: messageIdOf(friend, 'read', tx.now),
  at: tx.now,
  identifiers: identifiersOf(friend),
  traits: friend.name ? { nickname: friend.name } : {},
  history: true,
})

/** Whose friendship with her begins with this reading. */
async function newOnes(
  tx: TxCtx,
  corpId: string,
  staffUserid: string,
  followers: readonly Follower[],
): Promise<ReadonlySet<Follower>> {
  const pairs = followers.flatMap((follower) => {
    if (!follower.isFollower) return []
    const { customer, since, state: entryState, addWay } = follower
    const externalUserid = customer.external_contact.external_userid
    const pair = { corpId, staffUserid, externalUserid, since }
    const how = { relationId: tx.newId(), entryState, addWay, half: false }
    return [{ follower, befriended: { ...pair, ...how } }]
  })
  const over = await endedSince(
    tx.db,
    tx.workspaceId,
    pairs.map(({ befriended }) => befriended),
  )
  const candidates = pairs.filter(({ befriended }) => !over.has(befriended.externalUserid))
  const outcomes = await befriendAll(
    tx.db,
    tx.workspaceId,
    candidates.map(({ befriended }) => befriended),
  )
  return new Set(candidates.flatMap(({ follower }, i) => (outcomes[i] === 'new' ? [follower] : [])))
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
