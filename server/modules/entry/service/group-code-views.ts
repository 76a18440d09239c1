import { refusals } from '#kernel/refusal.ts'
import { daysBefore } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { GroupCodeView } from '../contract/group-codes.ts'
import { ENTRY_REFUSALS } from '../contract/refusals.ts'
import { FORECAST_DAYS, forecastOf, openPlace, roomOf, standingOf } from '../model/group-code.ts'
import { groupJoins } from '../queries/group-joins.ts'
import type { GroupJoinsRow } from '../queries/group-joins.ts'
import { alarmsOfCodes } from '../store/group-code-alarms.ts'
import { findGroupCode } from '../store/group-codes.ts'
import type { GroupCodeRow } from '../store/group-codes.ts'
import { placeOf, placesOf } from '../store/group-places.ts'
import type { PlaceRow } from '../store/group-places.ts'

const refuse = refusals(ENTRY_REFUSALS)

export const groupPageUrl = (ctx: Pick<Ctx, 'publicUrl'>, number: string): string =>
  `${ctx.publicUrl}/j/${number}`

/** How many joined by each code in the days that a forecast looks at. */
export async function joinsOf(
  ctx: Ctx,
  codeIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (codeIds.length === 0) return new Map()
  const from = daysBefore(ctx.now, FORECAST_DAYS)
  const rows = await ctx.ch.query<GroupJoinsRow>(
    groupJoins({ workspaceId: ctx.workspaceId, codeIds, from, to: ctx.now }),
  )
  return new Map(rows.map((row) => [row.code_id, Number(row.joined)]))
}

export async function groupCodeViews(
  ctx: Ctx,
  codes: readonly GroupCodeRow[],
): Promise<GroupCodeView[]> {
  const ids = codes.map(({ id }) => id)
  const [places, alarms, joins] = await Promise.all([
    placesOf(ctx, ids),
    alarmsOfCodes(ctx, ids),
    joinsOf(ctx, ids),
  ])
  return codes.map((code) =>
    viewOf(ctx, code, {
      places: places.filter((place) => place.group_code_id === code.id),
      alarms: alarms.filter((alarm) => alarm.group_code_id === code.id),
      joined: joins.get(code.id) ?? 0,
    }),
  )
}

function viewOf(
  ctx: Ctx,
  code: GroupCodeRow,
  of: {
    places: readonly PlaceRow[]
    alarms: Awaited<ReturnType<typeof alarmsOfCodes>>
    joined: number
  },
): GroupCodeView {
  const places = of.places.map(placeOf)
  const room = roomOf(places, code.scan_limit, ctx.now)
  const forecast = forecastOf(room, of.joined, FORECAST_DAYS)
  const page = groupPageUrl(ctx, code.number)
  const open = code.status === 'live' ? openPlace(places, code.scan_limit, ctx.now) : undefined
  return {
    id: code.id,
    number: code.number,
    name: code.name,
    kind: code.kind,
    status: code.status,
    scanLimit: code.scan_limit,
    fallbackCodeId: code.fallback_code_id,
    fallbackUrl: code.fallback_url,
    accountId: code.account_id,
    platform: code.platform,
    pageUrl: page,
    printUrl: `${page}/print`,
    openPlaceId: open?.id ?? null,
    room: room ?? null,
    joined7d: of.joined,
    forecast: {
      perDay: forecast.perDay,
      fullInDays: forecast.fullInDays ?? null,
      soonestInDays: forecast.soonestInDays ?? null,
      latestInDays: forecast.latestInDays ?? null,
    },
    alarms: of.alarms.map(({ kind, opened_at }) => ({ kind, openedAt: opened_at.toISOString() })),
    places: of.places.map((row, i) => {
      const standing = standingOf(placeOf(row), code.scan_limit, ctx.now)
      return {
        id: row.id,
        position: i + 1,
        kind: row.kind,
        status: row.status,
        failure: row.failure,
        standing: standing.kind,
        room: standing.kind === 'room' ? (standing.room ?? null) : 0,
        pictureUrl: pictureUrl(page, row),
        state: row.state,
        autoCreates: row.auto_creates,
        roomBaseName: row.room_base_name,
        roomBaseId: row.room_base_id,
        groups: row.groups.map(groupOf),
        movedOn: row.moved_on.map(groupOf),
        expiresAt: row.expires_at?.toISOString() ?? null,
        shown: row.shown,
        mostShown: row.most_shown,
      }
    }),
    createdAt: code.created_at.toISOString(),
  }
}

const groupOf = ({ chatId, name, members, isSeen }: PlaceRow['groups'][number]) => ({
  ...{ chatId, name, members, isDismissed: isSeen && members === null },
})

/** The picture of a place: WeCom's own, or the one that was uploaded. */
export const pictureUrl = (pageUrl: string, row: PlaceRow): string | null =>
  row.kind === 'uploaded' ? `${pageUrl}/picture/${row.id}` : row.qr_code_url

export async function getGroupCode(ctx: Ctx, { id }: { id: string }): Promise<GroupCodeView> {
  const [view] = await groupCodeViews(ctx, [await groupCodeOrRefuse(ctx, id)])
  return view ?? refuse.no_such_code({ id })
}

export const groupCodeOrRefuse = async (ctx: Ctx, id: string): Promise<GroupCodeRow> =>
  (await findGroupCode(ctx, id)) ?? refuse.no_such_code({ id })

export async function openOrRefuse(ctx: Ctx, id: string): Promise<GroupCodeRow> {
  const code = await groupCodeOrRefuse(ctx, id)
  if (code.status === 'closed') refuse.wrong_status({ status: code.status, act: 'change' })
  return code
}
