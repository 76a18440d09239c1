import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { PlatformFault } from '#wechat/http.ts'
import { getJoinWay } from '#wechat/wecom/join-ways.ts'
import { alarmsOf, FORECAST_DAYS, forecastOf, keptGroups, roomOf } from '../model/group-code.ts'
import { wecomClient } from '../service.ts'
import { claimLook, setAlarms } from '../store/group-code-alarms.ts'
import { findGroupCode } from '../store/group-codes.ts'
import type { GroupCodeRow } from '../store/group-codes.ts'
import { placeOf, placesOf, saveWay } from '../store/group-places.ts'
import type { PlaceRow } from '../store/group-places.ts'
import { joinsOf } from './group-code-views.ts'
import { updateWay, wayKept } from './group-ways.ts'

/** Looks at one group code that is due, of any workspace: gives it room, and tells what threatens it. */
export async function lookAtGroupCodes(rt: Runtime): Promise<number> {
  const due = await claimLook(rt.database.db, rt.clock.now())
  if (!due) return 0
  const ctx = rt.ctx(due.workspace_id)
  const code = await findGroupCode(ctx, due.id)
  if (!code) return 1
  try {
    await giveRoom(ctx, code)
  } catch (error) {
    // Swallowed because the code goes on as it is, and is looked at again in minutes.
    rt.log.warn({ err: error, code: code.number }, 'a group code could not be moved on')
  }
  for (const kind of await lookAt(ctx, code.id))
    rt.log.warn({ code: code.number, name: code.name, kind }, 'a group code is threatened')
  return 1
}

/** From so full on a way is asked for the groups that WeCom made meanwhile. */
const NEARLY = 0.8

async function giveRoom(ctx: Ctx, code: GroupCodeRow): Promise<void> {
  if (code.status !== 'live') return
  for (const row of await placesOf(ctx, [code.id])) {
    if (row.kind !== 'join_way' || row.status !== 'live' || !isNearlyFull(row, code)) continue
    await takeInMade(ctx, row)
    const [now] = (await placesOf(ctx, [code.id])).filter(({ id }) => id === row.id)
    if (!now) continue
    const kept = keptGroups(placeOf(now).groups, code.scan_limit)
    if (now.auto_creates && kept.length < now.groups.length)
      await updateWay(ctx, code, now, { ...wayKept(now), chatIds: kept })
  }
}

const isNearlyFull = (row: PlaceRow, code: GroupCodeRow): boolean =>
  row.groups.some(
    ({ members, isSeen }) =>
      (isSeen && members === null) || (members ?? 0) >= code.scan_limit * NEARLY,
  )

/** Groups that WeCom made by itself are known from the way alone. */
async function takeInMade(ctx: Ctx, row: PlaceRow): Promise<void> {
  const session = await wecomClient(ctx)
  if (!session || row.config_id === null) return
  const got = await getJoinWay(session, row.config_id)
  if (got.kind === 'refused') throw new PlatformFault(`WeCom ${got.code}`, false)
  const { chat_id_list: chatIds, room_base_id: roomBaseId } = got.value.join_way
  await saveWay(ctx, row.id, { ...wayKept(row), chatIds, roomBaseId })
}

/** Opens and ends the alarms of a code; answers what was opened. */
export async function lookAt(ctx: Ctx, codeId: string) {
  const code = await findGroupCode(ctx, codeId)
  if (!code) return []
  if (code.status !== 'live') return setAlarms(ctx, codeId, [], {})
  const places = (await placesOf(ctx, [codeId])).map(placeOf)
  const room = roomOf(places, code.scan_limit, ctx.now)
  const joined = (await joinsOf(ctx, [codeId])).get(codeId) ?? 0
  const forecast = forecastOf(room, joined, FORECAST_DAYS)
  const about = { scanLimit: code.scan_limit, kind: code.kind }
  const kinds = alarmsOf(about, places, forecast, ctx.now)
  return setAlarms(ctx, codeId, kinds, { room: room ?? null, ...forecast })
}
