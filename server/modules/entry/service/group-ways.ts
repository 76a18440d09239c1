import { refusals } from '#kernel/refusal.ts'
import { must } from '#kernel/assert.ts'
import { shortCode } from '#kernel/ids.ts'
import type { Ctx } from '#platform/ctx.ts'
import { PlatformFault } from '#wechat/http.ts'
import { addJoinWay, deleteJoinWay, getJoinWay, updateJoinWay } from '#wechat/wecom/join-ways.ts'
import type { JoinWay } from '#wechat/wecom/join-ways.ts'
import type { Outcome } from '#wechat/outcome.ts'
import type { Session } from '#wechat/session.ts'
import { ENTRY_REFUSALS } from '../contract/refusals.ts'
import type { PlaceInput } from '../contract/group-codes.ts'
import { pictureIn } from '../model/picture.ts'
import { wecomClient } from '../service.ts'
import type { GroupCodeRow } from '../store/group-codes.ts'
import * as store from '../store/group-places.ts'
import type { PlaceRow, Uploaded, WayToMake } from '../store/group-places.ts'

const refuse = refusals(ENTRY_REFUSALS)

/** WeCom cuts a remark at so many characters. */
const MOST_REMARK = 30
const STATE_LETTERS = 10

/**
 * Written first, then WeCom is asked. A refusal leaves nothing behind; no answer leaves a place that
 * failed and can be tried again, because WeCom may have made a way that we were not told of.
 */
export async function addPlaceTo(ctx: Ctx, code: GroupCodeRow, input: PlaceInput): Promise<void> {
  const id = ctx.newId()
  if (input.kind === 'uploaded') {
    await store.insertUploaded(ctx, { id, codeId: code.id, ...uploadedIn(ctx, input) })
    return
  }
  const session = (await wecomClient(ctx)) ?? refuse.wecom_not_connected()
  const state = `siyu.g${shortCode(STATE_LETTERS, ctx.randomBytes)}`
  await store.insertWay(ctx, { id, codeId: code.id, state, ...wayIn(input) })
  await makeWay(ctx, session, code, must(await store.findPlace(ctx, code.id, id), 'the place'))
}

export const wayIn = (input: PlaceInput & { kind: 'join_way' }): WayToMake => ({
  chatIds: input.chatIds,
  autoCreates: input.autoCreates,
  roomBaseName: input.roomBaseName,
  roomBaseId: input.roomBaseId,
})

export function uploadedIn(ctx: Ctx, input: PlaceInput & { kind: 'uploaded' }): Uploaded {
  const picture =
    pictureIn(input.picture) ?? refuse.no_picture({}, fieldOf(ctx, 'picture', 'no_picture'))
  const expiresAt = new Date(input.expiresAt)
  if (expiresAt <= ctx.now) refuse.expired_already({}, fieldOf(ctx, 'expiresAt', 'expired_already'))
  const { chatId, mostShown } = input
  return { picture: picture.bytes, pictureType: picture.type, expiresAt, chatId, mostShown }
}

const fieldOf = (ctx: Ctx, field: string, code: 'no_picture' | 'expired_already') => [
  { field: `place.${field}`, reason: ENTRY_REFUSALS[code][ctx.locale] },
]

/** The whole way: WeCom overwrites what is left out. */
const wayOf = (code: GroupCodeRow, state: string, way: WayToMake): JoinWay => ({
  scene: 2,
  remark: code.name.slice(0, MOST_REMARK),
  auto_create_room: way.autoCreates ? 1 : 0,
  ...(way.roomBaseName === undefined ? {} : { room_base_name: way.roomBaseName }),
  ...(way.roomBaseId === undefined ? {} : { room_base_id: way.roomBaseId }),
  chat_id_list: [...way.chatIds],
  state,
})

export const wayKept = (row: PlaceRow): WayToMake => ({
  chatIds: row.groups.map(({ chatId }) => chatId),
  autoCreates: row.auto_creates,
  roomBaseName: row.room_base_name ?? undefined,
  roomBaseId: row.room_base_id ?? undefined,
})

export async function makeWay(ctx: Ctx, session: Session, code: GroupCodeRow, row: PlaceRow) {
  const state = must(row.state, 'the state of a way')
  try {
    const made = await addJoinWay(session, wayOf(code, state, wayKept(row)))
    if (made.kind === 'refused') {
      await store.removePlace(ctx, row.id)
      return refused(made)
    }
    const configId = made.value.config_id
    const got = await getJoinWay(session, configId)
    const qrCodeUrl = got.kind === 'ok' ? got.value.join_way.qr_code : undefined
    if (!qrCodeUrl) throw new PlatformFault(`WeCom made way ${configId} without a picture`, true)
    await store.setWayMade(ctx, row.id, { configId, qrCodeUrl })
  } catch (error) {
    if (!(error instanceof PlatformFault)) throw error
    await store.setPlaceStatus(ctx, row.id, 'failed', error.message.slice(0, 300))
    return refuse.wecom_unreachable({ id: code.id })
  }
}

const refused = (outcome: Extract<Outcome<unknown>, { kind: 'refused' }>): never =>
  refuse.wecom_refused({ code: outcome.code, says: outcome.says, verdict: outcome.verdict })

/** Overwrites a way in WeCom, then here; a crash between the two is put right by the next look. */
export async function updateWay(
  ctx: Ctx,
  code: GroupCodeRow,
  row: PlaceRow,
  way: WayToMake,
): Promise<void> {
  const session = (await wecomClient(ctx)) ?? refuse.wecom_not_connected()
  const configId = row.config_id ?? refuse.wrong_status({ status: row.status, act: 'change' })
  const state = must(row.state, 'the state of a way')
  const done = await reach(() => updateJoinWay(session, configId, wayOf(code, state, way)))
  if (done.kind === 'refused') refused(done)
  await store.saveWay(ctx, row.id, way)
}

/** Taken out of WeCom first: only then is it gone here, and its part of the quota free. */
export async function takeAway(ctx: Ctx, row: PlaceRow): Promise<void> {
  if (row.kind === 'join_way' && row.config_id !== null && row.status === 'live') {
    const session = (await wecomClient(ctx)) ?? refuse.wecom_not_connected()
    const configId = row.config_id
    const outcome = await reach(() => deleteJoinWay(session, configId))
    if (outcome.kind === 'refused' && outcome.verdict !== 'gone') refused(outcome)
  }
  await store.setPlaceStatus(ctx, row.id, 'removed')
}

async function reach<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PlatformFault) return refuse.wecom_unreachable({})
    throw error
  }
}
