import { recordEvents } from '#modules/collect/service.ts'
import { newcomerCame } from '#modules/entry/service/duty.ts'
import { codeByState, wecomClient } from '#modules/entry/service.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { PlatformFault } from '#wechat/http.ts'
import { getCustomer } from '#wechat/wecom/customers.ts'
import type { Customer } from '#wechat/wecom/customers.ts'
import type { WecomEvent, WecomHappening } from '#wechat/wecom/events.ts'
import { friendAdded, friendRemoved } from '../model/friendship.ts'
import type { Friend } from '../model/friendship.ts'
import { callbackDone } from '../store/callbacks.ts'
import type { CallbackRow } from '../store/callbacks.ts'
import { saveContact } from '../store/contacts.ts'
import { befriend, part } from '../store/relations.ts'
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
      return added(ctx, callback, event)
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

async function added(
  ctx: Ctx,
  callback: CallbackRow,
  event: Happening<'contact_added'>,
): Promise<void> {
  const { corpId, userId, externalUserId, at, half } = event
  const customer = await readCustomer(ctx, externalUserId)
  const follower = customer?.follow_user.find((follow) => follow.userid === userId)
  const state = event.state ?? (follower?.state || undefined)
  const source = state ? await codeByState(ctx, state) : undefined
  const friend = friendOf(corpId, userId, externalUserId, customer)
  await settled(ctx, callback, async (tx) => {
    await noteStaff(tx.db, tx.workspaceId, userId)
    await keepContact(tx, corpId, externalUserId, customer)
    const pair = { corpId, staffUserid: userId, externalUserid: externalUserId }
    const how = { entryState: state, addWay: follower?.add_way, half }
    const befriended = { ...pair, ...how, relationId: tx.newId(), since: at }
    const outcome = await befriend(tx.db, tx.workspaceId, befriended)
    if (outcome === 'known') return
    if (source) await newcomerCame(tx, { codeId: source.codeId, staffUserid: userId, at })
    const messageId = `wecom:${callback.dedupe}`
    const told = { messageId, at, state, addWay: follower?.add_way, source, history: false }
    await recordEvents(tx, [friendAdded(friend, told)], FROM_WECOM)
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
async function readCustomer(ctx: Ctx, externalUserId: string): Promise<Customer | undefined> {
  const session = await wecomClient(ctx)
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

/** What WeCom shows of her, sealed. */
export async function keepContact(
  tx: TxCtx,
  corpId: string,
  externalUserid: string,
  customer: Customer | undefined,
): Promise<void> {
  const seen = customer?.external_contact
  const sealed = (text: string | undefined) => (text ? tx.secrets.seal(text) : undefined)
  await saveContact(
    tx.db,
    tx.workspaceId,
    {
      corpId,
      externalUserid,
      nameSealed: sealed(seen?.name),
      unionidSealed: sealed(seen?.unionid),
      avatarSealed: sealed(seen?.avatar),
      type: seen?.type,
      gender: seen?.gender,
    },
    tx.now,
  )
}
