import { recordEvents } from '#modules/collect/service.ts'
import { newcomersCame } from '#modules/entry/service/duty.ts'
import { codeByState, wecomClient } from '#modules/entry/service.ts'
import type { CodeTouch } from '#modules/entry/service.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { PlatformFault } from '#wechat/http.ts'
import type { Session } from '#wechat/session.ts'
import { getCustomer } from '#wechat/wecom/customers.ts'
import type { Customer } from '#wechat/wecom/customers.ts'
import type { WecomEvent, WecomHappening } from '#wechat/wecom/events.ts'
import { friendAdded, friendRemoved } from '../model/friendship.ts'
import type { Friend } from '../model/friendship.ts'
import { callbackDone, callbacksDone } from '../store/callbacks.ts'
import type { CallbackRow } from '../store/callbacks.ts'
import { saveContacts } from '../store/contacts.ts'
import { befriendAll, part } from '../store/relations.ts'
import { noteStaff } from '../store/staff.ts'
import { NotYet } from './not-yet.ts'

export const FROM_WECOM = { source: 'wecom', channel: 'wecom' }

type Happening<Kind extends WecomHappening['kind']> = WecomEvent & { kind: Kind }

/** What a WeCom callback means: contacts and friendships, and events on everybody's path. */
export async function learnContact(
  ctx: Ctx,
  callback: CallbackRow,
  event: WecomEvent,
): Promise<void> {
  switch (event.kind) {
    case 'contact_added':
      return learnAdded(ctx, [await readAdded(ctx, callback, event)])
    case 'contact_edited':
      return edited(ctx, callback, event)
    case 'contact_removed':
      return removed(ctx, callback, event)
    default:
      return settled(ctx, callback, async () => {})
  }
}

/** The effects and the callback's end commit together: a callback acts once. */
export async function settled(
  ctx: Ctx,
  callback: CallbackRow,
  effects: (tx: TxCtx) => Promise<void>,
): Promise<void> {
  await ctx.transact(async (tx) => {
    if (await callbackDone(tx.db, tx.workspaceId, callback.callback_id, tx.now)) await effects(tx)
  })
}

/** A newcomer's callback, with her as WeCom shows her now. */
export interface Added {
  callback: CallbackRow
  event: Happening<'contact_added'>
  customer: Customer | undefined
  state: string | undefined
}

export async function readAdded(
  ctx: Ctx,
  callback: CallbackRow,
  event: Happening<'contact_added'>,
  known?: Session,
): Promise<Added> {
  const customer = await readCustomer(ctx, event.externalUserId, known)
  const state = event.state ?? (followerOf(customer, event.userId)?.state || undefined)
  return { callback, event, customer, state }
}

const followerOf = (customer: Customer | undefined, userid: string) =>
  customer?.follow_user.find((follow) => follow.userid === userid)

/** What newcomers' callbacks mean, of different customers: their effects and their ends commit together. */
export async function learnAdded(ctx: Ctx, all: readonly Added[]): Promise<void> {
  const sources = new Map<string, CodeTouch | undefined>()
  for (const { state } of all)
    if (state && !sources.has(state)) sources.set(state, await codeByState(ctx, state))
  const sourceOf = ({ state }: Added) => (state ? sources.get(state) : undefined)
  await ctx.transact(async (tx) => {
    const ids = all.map(({ callback }) => callback.callback_id)
    const mine = await callbacksDone(tx.db, tx.workspaceId, ids, tx.now)
    const todo = all.filter(({ callback }) => mine.has(callback.callback_id))
    if (todo.length === 0) return
    await noteStaff(tx.db, tx.workspaceId, ...todo.map(({ event }) => event.userId))
    await keepContacts(
      tx,
      todo.map(({ event: { corpId, externalUserId }, customer }) => ({
        ...{ corpId, externalUserid: externalUserId, customer },
      })),
    )
    const outcomes = await befriendAll(
      tx.db,
      tx.workspaceId,
      todo.map((one) => befriendedBy(tx, one)),
    )
    const fresh = todo.filter((_, i) => outcomes[i] !== 'known')
    await recordEvents(
      tx,
      fresh.map((one) => addedEvent(one, sourceOf(one))),
      FROM_WECOM,
    )
    await newcomersCame(
      tx,
      fresh.flatMap((one) => {
        const source = sourceOf(one)
        const { userId: staffUserid, at } = one.event
        return source ? [{ codeId: source.codeId, staffUserid, at }] : []
      }),
    )
  })
}

function befriendedBy(tx: TxCtx, { event, customer, state }: Added) {
  const { corpId, userId: staffUserid, externalUserId: externalUserid, at: since, half } = event
  const addWay = followerOf(customer, staffUserid)?.add_way
  const pair = { corpId, staffUserid, externalUserid }
  return { ...pair, entryState: state, addWay, half, relationId: tx.newId(), since }
}

function addedEvent({ callback, event, customer, state }: Added, source: CodeTouch | undefined) {
  const { corpId, userId, externalUserId, at } = event
  const addWay = followerOf(customer, userId)?.add_way
  return friendAdded(friendOf(corpId, userId, externalUserId, customer), {
    ...{ messageId: `wecom:${callback.dedupe}`, at, state, addWay, source, history: false },
  })
}

async function edited(
  ctx: Ctx,
  callback: CallbackRow,
  { corpId, externalUserId }: Happening<'contact_edited'>,
): Promise<void> {
  const customer = await readCustomer(ctx, externalUserId)
  await settled(ctx, callback, (tx) => keepContact(tx, corpId, externalUserId, customer))
}

async function removed(
  ctx: Ctx,
  callback: CallbackRow,
  event: Happening<'contact_removed'>,
): Promise<void> {
  const { corpId, userId, externalUserId, at } = event
  const by = event.transferred ? 'transfer' : event.by
  await settled(ctx, callback, async (tx) => {
    const pair = { corpId, staffUserid: userId, externalUserid: externalUserId }
    await noteStaff(tx.db, tx.workspaceId, userId)
    await part(tx.db, tx.workspaceId, { ...pair, relationId: tx.newId(), at, by })
    const messageId = `wecom:${callback.dedupe}`
    const gone = friendRemoved(pair, { messageId, at, removedBy: by, history: false })
    await recordEvents(tx, [gone], FROM_WECOM)
  })
}

/** `undefined` when WeCom shows her no more (or not yet): what the callback says must do. */
async function readCustomer(
  ctx: Ctx,
  externalUserId: string,
  known?: Session,
): Promise<Customer | undefined> {
  const session = known ?? (await wecomClient(ctx))
  if (!session) throw new NotYet('WeCom is not connected')
  try {
    const outcome = await getCustomer(session, externalUserId)
    if (outcome.kind === 'ok') return outcome.value
    if (outcome.verdict === 'no_relation') return undefined
    throw new NotYet(`WeCom ${outcome.code} (${outcome.verdict})`)
  } catch (error) {
    if (error instanceof PlatformFault) throw new NotYet(error.message, { cause: error })
    throw error
  }
}

export function friendOf(
  corpId: string,
  staffUserid: string,
  externalUserid: string,
  customer: Customer | undefined,
): Friend {
  const seen = customer?.external_contact
  const unionid = seen?.unionid || undefined
  return { corpId, staffUserid, externalUserid, unionid, name: seen?.name || undefined }
}

interface Shown {
  corpId: string
  externalUserid: string
  customer: Customer | undefined
}

/** What WeCom shows of her, sealed. */
export const keepContact = (
  tx: TxCtx,
  corpId: string,
  externalUserid: string,
  customer: Customer | undefined,
): Promise<void> => keepContacts(tx, [{ corpId, externalUserid, customer }])

/** The same for several. */
export async function keepContacts(tx: TxCtx, shown: readonly Shown[]): Promise<void> {
  const sealed = (text: string | undefined) => (text ? tx.secrets.seal(text) : undefined)
  const contacts = shown.map(({ corpId, externalUserid, customer }) => {
    const seen = customer?.external_contact
    return {
      ...{ corpId, externalUserid, nameSealed: sealed(seen?.name) },
      ...{ unionidSealed: sealed(seen?.unionid), avatarSealed: sealed(seen?.avatar) },
      ...{ type: seen?.type, gender: seen?.gender },
    }
  })
  await saveContacts(tx.db, tx.workspaceId, contacts, tx.now)
}
