import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { PlatformFault } from '#wechat/http.ts'
import { getJoinWay } from '#wechat/wecom/join-ways.ts'
import { tellOperators } from '#modules/collect/service.ts'
import { alarmSays, SUBJECT } from '../model/group-code-says.ts'
import { alarmsOf, FORECAST_DAYS, forecastOf, keptGroups, roomOf } from '../model/group-code.ts'
import type { GroupCodeAlarm } from '../model/group-code.ts'
import { wecomClient } from '../service.ts'
import { claimLook, setAlarms } from '../store/group-code-alarms.ts'
import { findGroupCode } from '../store/group-codes.ts'
import type { GroupCodeRow } from '../store/group-codes.ts'
import { noteMovedOn, placeOf, placesOf, saveWay } from '../store/group-places.ts'
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
    if (!now.auto_creates || kept.length === now.groups.length) continue
    await updateWay(ctx, code, now, { ...wayKept(now), chatIds: kept })
    const gone = now.groups.map(({ chatId }) => chatId).filter((chatId) => !kept.includes(chatId))
    await noteMovedOn(ctx, now.id, gone)
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

/** Opens and ends the alarms of a code, and tells operators of both; answers what was opened. */
export async function lookAt(ctx: Ctx, codeId: string): Promise<GroupCodeAlarm[]> {
  const code = await findGroupCode(ctx, codeId)
  if (!code) return []
  const places = (await placesOf(ctx, [codeId])).map(placeOf)
  const room = roomOf(places, code.scan_limit, ctx.now)
  const joined = (await joinsOf(ctx, [codeId])).get(codeId) ?? 0
  const forecast = forecastOf(room, joined, FORECAST_DAYS)
  const about = { scanLimit: code.scan_limit, kind: code.kind }
  const kinds = code.status === 'live' ? alarmsOf(about, places, forecast, ctx.now) : []
  return ctx.transact(async (tx) => {
    const detail = { room: room ?? null, ...forecast }
    const { opened, ended } = await setAlarms(tx, codeId, kinds, detail)
    const told = (kind: GroupCodeAlarm) => ({
      ...{ id: code.id, kind, says: alarmSays(kind, code.name) },
      url: `${tx.publicUrl}/console/acquire/group-codes/${code.id}`,
    })
    await tellOperators(tx, 'opened', SUBJECT.opened, opened.map(told))
    await tellOperators(tx, 'closed', SUBJECT.ended, ended.map(told))
    return opened
  })
}
