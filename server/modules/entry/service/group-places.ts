import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { ENTRY_REFUSALS } from '../contract/refusals.ts'
import type { PlaceInput } from '../contract/group-codes.ts'
import { wecomClient } from '../service.ts'
import * as store from '../store/group-places.ts'
import type { PlaceRow } from '../store/group-places.ts'
import { getGroupCode, groupCodeOrRefuse, openOrRefuse } from './group-code-views.ts'
import { lookAt } from './group-look.ts'
import { addPlaceTo, makeWay, takeAway, updateWay, uploadedIn, wayIn } from './group-ways.ts'

const refuse = refusals(ENTRY_REFUSALS)

interface OfPlace {
  id: string
  placeId: string
}

const placeOrRefuse = async (ctx: Ctx, { id, placeId }: OfPlace): Promise<PlaceRow> =>
  (await store.findPlace(ctx, id, placeId)) ?? refuse.no_such_place({ id: placeId })

/** What stands behind it changes; what is printed does not. */
export async function changeGroupPlace(ctx: Ctx, input: OfPlace & { place: PlaceInput }) {
  const code = await openOrRefuse(ctx, input.id)
  const row = await placeOrRefuse(ctx, input)
  if (row.kind !== input.place.kind) refuse.other_kind_of_place({ kind: row.kind })
  if (input.place.kind === 'uploaded')
    await store.saveUploaded(ctx, row.id, uploadedIn(ctx, input.place))
  else await updateWay(ctx, code, row, wayIn(input.place))
  return changed(ctx, code.id, 'entry.group_place_changed')
}

export async function retryGroupPlace(ctx: Ctx, input: OfPlace) {
  const code = await openOrRefuse(ctx, input.id)
  const row = await placeOrRefuse(ctx, input)
  if (row.status !== 'failed' && row.status !== 'creating')
    refuse.wrong_status({ status: row.status, act: 'retry' })
  const session = (await wecomClient(ctx)) ?? refuse.wecom_not_connected()
  await store.setPlaceStatus(ctx, row.id, 'creating')
  await makeWay(ctx, session, code, row)
  return changed(ctx, code.id, 'entry.group_place_retried')
}

export async function removeGroupPlace(ctx: Ctx, input: OfPlace) {
  const code = await groupCodeOrRefuse(ctx, input.id)
  await takeAway(ctx, await placeOrRefuse(ctx, input))
  return changed(ctx, code.id, 'entry.group_place_removed')
}

/** What stands behind a code besides what stood there. */
export async function addGroupPlace(ctx: Ctx, { id, place }: { id: string; place: PlaceInput }) {
  const code = await openOrRefuse(ctx, id)
  if (code.kind === 'static' && (await store.placesOf(ctx, [id])).length > 0)
    refuse.static_has_one_place()
  await addPlaceTo(ctx, code, place)
  return changed(ctx, id, 'entry.group_place_added')
}

export async function orderGroupPlaces(
  ctx: Ctx,
  { id, placeIds }: { id: string; placeIds: string[] },
) {
  await openOrRefuse(ctx, id)
  await store.setOrder(ctx, id, placeIds)
  return changed(ctx, id, 'entry.group_places_ordered')
}

async function changed(ctx: Ctx, id: string, action: string) {
  await ctx.transact((tx) => audit(tx, { action, subjectKind: 'group_code', subjectId: id }))
  await lookAt(ctx, id)
  return getGroupCode(ctx, { id })
}
