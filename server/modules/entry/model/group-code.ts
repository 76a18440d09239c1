import { DAY_MS, HOUR_MS } from '#kernel/time.ts'

export const GROUP_CODE_KINDS = ['live', 'static'] as const
export type GroupCodeKind = (typeof GROUP_CODE_KINDS)[number]
export const GROUP_CODE_STATUSES = ['live', 'closed'] as const
export type GroupCodeStatus = (typeof GROUP_CODE_STATUSES)[number]
export const PLACE_KINDS = ['join_way', 'uploaded'] as const
export type PlaceKind = (typeof PLACE_KINDS)[number]
export const PLACE_STATUSES = ['creating', 'live', 'failed', 'removed'] as const
export type PlaceStatus = (typeof PLACE_STATUSES)[number]

/** Scanning stops here; a group goes on to 500 by invitation. Not in WeCom's pages, so it can be set. */
export const USUAL_SCAN_LIMIT = 200
/** So many groups stand behind one join way (企业微信 92229). */
export const MOST_GROUPS = 5
/** A code taken from a group in the client dies after so many days. */
export const UPLOADED_LIFE_DAYS = 7

/** A group behind a place, as it was last read. `members` undefined: dismissed, or never read. */
export interface Behind {
  chatId: string
  members: number | undefined
  isDismissed: boolean
}

export interface Place {
  id: string
  kind: PlaceKind
  status: PlaceStatus
  groups: readonly Behind[]
  autoCreates: boolean
  expiresAt: Date | undefined
  shown: number
  mostShown: number | undefined
}

/** `room`: so many more can join by scanning; `undefined` where nothing tells. */
export type Standing =
  | { kind: 'room'; room: number | undefined }
  | { kind: 'full' }
  | { kind: 'expired' }
  | { kind: 'gone' }
  | { kind: 'not_live' }

export function standingOf(place: Place, scanLimit: number, now: Date): Standing {
  if (place.status !== 'live') return { kind: 'not_live' }
  if (place.expiresAt && place.expiresAt <= now) return { kind: 'expired' }
  const lasting = place.groups.filter(({ isDismissed }) => !isDismissed)
  if (place.groups.length > 0 && lasting.length === 0) return { kind: 'gone' }
  const room =
    place.kind === 'join_way'
      ? roomOfWay(place, lasting, scanLimit)
      : roomOfUploaded(place, scanLimit)
  return room === 0 ? { kind: 'full' } : { kind: 'room', room }
}

/** What the groups still take, and those that WeCom would make by itself; each is begun by its owner. */
function roomOfWay(place: Place, groups: readonly Behind[], scanLimit: number): number {
  const taken = groups.reduce((sum, { members = 1 }) => sum + Math.max(0, scanLimit - members), 0)
  const more = place.autoCreates ? Math.max(0, MOST_GROUPS - place.groups.length) : 0
  return taken + more * (scanLimit - 1)
}

function roomOfUploaded(
  { groups, shown, mostShown }: Place,
  scanLimit: number,
): number | undefined {
  const members = groups[0]?.members
  const left = [
    ...(members === undefined ? [] : [scanLimit - members]),
    ...(mostShown === undefined ? [] : [mostShown - shown]),
  ]
  return left.length === 0 ? undefined : Math.max(0, Math.min(...left))
}

/** The first in order that lets anybody in. */
export const openPlace = (
  places: readonly Place[],
  scanLimit: number,
  now: Date,
): Place | undefined => places.find((place) => standingOf(place, scanLimit, now).kind === 'room')

/** All that a code still takes; `undefined` where one of its places cannot tell. */
export function roomOf(places: readonly Place[], scanLimit: number, now: Date): number | undefined {
  let sum = 0
  for (const place of places) {
    const standing = standingOf(place, scanLimit, now)
    if (standing.kind !== 'room') continue
    if (standing.room === undefined) return undefined
    sum += standing.room
  }
  return sum
}

/**
 * Which groups a join way should lead to. A way holds five, so full ones make room for the group that
 * WeCom makes next; the one that came last stays, for WeCom wants at least one and names the next after it.
 */
export function keptGroups(groups: readonly Behind[], scanLimit: number): string[] {
  const open = groups.filter((g) => !g.isDismissed && (g.members ?? 0) < scanLimit)
  if (open.length > 0) return open.map(({ chatId }) => chatId)
  const last = groups.findLast(({ isDismissed }) => !isDismissed)
  return last ? [last.chatId] : groups.map(({ chatId }) => chatId)
}

export interface Forecast {
  /** customers a day over the days looked at */
  perDay: number
  /** days until nobody gets in any more; undefined: not at this pace */
  fullInDays: number | undefined
  /** 80 % interval of it, from the Poisson count of who joined */
  soonestInDays: number | undefined
  latestInDays: number | undefined
}

/** Normal quantile of a two-sided 80 % interval. */
const Z80 = 1.2816
export const FORECAST_DAYS = 7

export function forecastOf(room: number | undefined, joined: number, days: number): Forecast {
  const perDay = joined / days
  const spread = Z80 * Math.sqrt(joined)
  const inDays = (count: number): number | undefined =>
    room === undefined || count <= 0 ? undefined : Math.round((room / (count / days)) * 10) / 10
  return {
    perDay: Math.round(perDay * 10) / 10,
    fullInDays: inDays(joined),
    soonestInDays: inDays(joined + spread),
    latestInDays: inDays(joined - spread),
  }
}

export const GROUP_CODE_ALARMS = ['full', 'fills_soon', 'expires_soon', 'expired', 'gone'] as const
export type GroupCodeAlarm = (typeof GROUP_CODE_ALARMS)[number]

/** Told so long before: somebody must make a group or print a code. */
const FILLS_WITHIN_DAYS = 2
const EXPIRES_WITHIN_MS = 2 * DAY_MS

/**
 * What threatens a code now. `full`: whoever scans is sent on to the fallback, or away. A place that
 * expires is no threat while another one is open.
 */
export function alarmsOf(
  code: { scanLimit: number; kind: GroupCodeKind },
  places: readonly Place[],
  forecast: Forecast,
  now: Date,
): GroupCodeAlarm[] {
  const standing = places.map((place) => ({
    place,
    now: standingOf(place, code.scanLimit, now).kind,
    soon: standingOf(place, code.scanLimit, new Date(now.getTime() + EXPIRES_WITHIN_MS)).kind,
  }))
  const alarms: GroupCodeAlarm[] = []
  if (standing.some((s) => s.now === 'gone')) alarms.push('gone')
  if (!standing.some((s) => s.now === 'room')) {
    alarms.push(standing.some((s) => s.now === 'expired') ? 'expired' : 'full')
    return alarms
  }
  if (!standing.some((s) => s.soon === 'room')) alarms.push('expires_soon')
  const soonest = forecast.soonestInDays
  if (soonest !== undefined && soonest <= FILLS_WITHIN_DAYS) alarms.push('fills_soon')
  return alarms
}

/** A code just taken from the client is good for seven days; nothing tells how old it is. */
export const uploadedUntil = (now: Date): Date =>
  new Date(now.getTime() + UPLOADED_LIFE_DAYS * DAY_MS - HOUR_MS)
