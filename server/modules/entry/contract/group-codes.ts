import { z } from 'zod'
import { pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import {
  GROUP_CODE_ALARMS,
  GROUP_CODE_KINDS,
  GROUP_CODE_STATUSES,
  MOST_GROUPS,
  PLACE_KINDS,
  PLACE_STATUSES,
  USUAL_SCAN_LIMIT,
} from '../model/group-code.ts'
import { PLATFORM_IDS } from '../model/platforms.ts'
import { groupCode, noSuchAccount, noSuchCode, wecom, wrongStatus } from './refusals.ts'

const Instant = z.iso.datetime({ offset: true })
const WebUrl = z.url({ protocol: /^https?$/ }).max(2_048)
const ChatId = z.string().min(1).max(64)
const Id = z.object({ id: z.uuid() })
const Place = Id.extend({ placeId: z.uuid() })

/** A picture of 400 kB in base64, with what a browser puts before it. */
const MOST_BASE64 = 560_000

export const PlaceInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('join_way'),
    chatIds: z.array(ChatId).min(1).max(MOST_GROUPS),
    /** WeCom makes the next group when these are full */
    autoCreates: z.boolean().default(true),
    /** the next group's name is this and a number */
    roomBaseName: z.string().trim().min(1).max(40).optional(),
    roomBaseId: z.int().min(1).max(100_000).optional(),
  }),
  z.object({
    kind: z.literal('uploaded'),
    /** PNG or JPEG in base64, at most 400 kB */
    picture: z.string().min(1).max(MOST_BASE64),
    expiresAt: Instant,
    /** the customer group it leads to: then it is known how full that is, and who joined */
    chatId: ChatId.optional(),
    /** moved on after so many views, where nothing tells how full the group is */
    mostShown: z.int().min(1).max(100_000).optional(),
  }),
])
export type PlaceInput = z.output<typeof PlaceInput>

const settings = {
  name: z.string().trim().min(1).max(30),
  scanLimit: z.int().min(2).max(500).default(USUAL_SCAN_LIMIT),
  /** where whoever scans is sent when no group has room: a staff code, else an address */
  fallbackCodeId: z.uuid().optional(),
  fallbackUrl: WebUrl.optional(),
  accountId: z.uuid().optional(),
}

const GroupBehindView = z.object({
  chatId: z.string(),
  name: z.string(),
  members: z.int().nullable(),
  isDismissed: z.boolean(),
})

export const GroupPlaceView = z.object({
  id: z.uuid(),
  position: z.int(),
  kind: z.enum(PLACE_KINDS),
  status: z.enum(PLACE_STATUSES),
  failure: z.string().nullable(),
  standing: z.enum(['room', 'full', 'expired', 'gone', 'not_live']),
  /** so many more can join by scanning; null where nothing tells */
  room: z.int().nullable(),
  pictureUrl: z.string().nullable(),
  state: z.string().nullable(),
  autoCreates: z.boolean(),
  roomBaseName: z.string().nullable(),
  roomBaseId: z.int().nullable(),
  groups: z.array(GroupBehindView),
  /** full groups that made room for the next ones */
  movedOn: z.array(GroupBehindView),
  expiresAt: z.iso.datetime().nullable(),
  shown: z.int(),
  mostShown: z.int().nullable(),
})

export const GroupCodeView = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  kind: z.enum(GROUP_CODE_KINDS),
  status: z.enum(GROUP_CODE_STATUSES),
  scanLimit: z.int(),
  fallbackCodeId: z.uuid().nullable(),
  fallbackUrl: z.string().nullable(),
  accountId: z.uuid().nullable(),
  platform: z.enum(PLATFORM_IDS).nullable(),
  /** what is printed of a live code: it never changes */
  pageUrl: z.string(),
  printUrl: z.string(),
  /** the place that whoever scans now is led to; null: the fallback, or nowhere */
  openPlaceId: z.uuid().nullable(),
  /** so many more get in; null where a place cannot tell */
  room: z.int().nullable(),
  joined7d: z.int(),
  forecast: z.object({
    perDay: z.number(),
    fullInDays: z.number().nullable(),
    soonestInDays: z.number().nullable(),
    latestInDays: z.number().nullable(),
  }),
  alarms: z.array(z.object({ kind: z.enum(GROUP_CODE_ALARMS), openedAt: z.iso.datetime() })),
  places: z.array(GroupPlaceView),
  createdAt: z.iso.datetime(),
})
export type GroupCodeView = z.output<typeof GroupCodeView>

const whenMade = { ...noSuchCode, ...noSuchAccount, ...wecom, ...wrongStatus, ...groupCode }

export const groupCodeRoutes = {
  createGroupCode: route({
    method: 'POST',
    path: '/entry/group-codes',
    summary: 'Make a group code: what is printed stays, what stands behind it moves on',
    may: 'entry:write',
    input: z.object({ ...settings, kind: z.enum(GROUP_CODE_KINDS), place: PlaceInput }),
    output: GroupCodeView,
    refusals: whenMade,
  }),
  listGroupCodes: route({
    method: 'GET',
    path: '/entry/group-codes',
    summary: 'Group codes, newest first, with how full they are and until when that lasts',
    may: 'entry:read',
    input: z.object({
      ...pageInput,
      kind: z.enum(GROUP_CODE_KINDS).optional(),
      status: z.enum(GROUP_CODE_STATUSES).optional(),
      /** only those with an open alarm */
      alarm: z.boolean().optional(),
      accountId: z.uuid().optional(),
      q: z.string().max(60).optional(),
    }),
    output: pageOf(GroupCodeView),
  }),
  getGroupCode: route({
    method: 'GET',
    path: '/entry/group-codes/{id}',
    summary: 'One group code',
    may: 'entry:read',
    input: Id,
    output: GroupCodeView,
    refusals: noSuchCode,
  }),
  changeGroupCode: route({
    method: 'PUT',
    path: '/entry/group-codes/{id}',
    summary: 'Change its name, limit or fallback; what is printed stays',
    may: 'entry:write',
    input: Id.extend(settings),
    output: GroupCodeView,
    refusals: { ...noSuchCode, ...noSuchAccount },
  }),
  closeGroupCode: route({
    method: 'DELETE',
    path: '/entry/group-codes/{id}',
    summary: 'End it: its ways leave WeCom, printed copies lead to the fallback',
    may: 'entry:write',
    input: Id,
    output: GroupCodeView,
    refusals: whenMade,
  }),
  addGroupPlace: route({
    method: 'POST',
    path: '/entry/group-codes/{id}/places',
    summary: 'Put another place behind the code',
    may: 'entry:write',
    input: Id.extend({ place: PlaceInput }),
    output: GroupCodeView,
    refusals: whenMade,
  }),
  changeGroupPlace: route({
    method: 'PUT',
    path: '/entry/group-codes/{id}/places/{placeId}',
    summary: 'Change the groups of a place, or upload a fresh code',
    may: 'entry:write',
    input: Place.extend({ place: PlaceInput }),
    output: GroupCodeView,
    refusals: whenMade,
  }),
  retryGroupPlace: route({
    method: 'POST',
    path: '/entry/group-codes/{id}/places/{placeId}/retry',
    summary: 'Ask WeCom again for a place it did not make',
    may: 'entry:write',
    input: Place,
    output: GroupCodeView,
    refusals: whenMade,
  }),
  removeGroupPlace: route({
    method: 'DELETE',
    path: '/entry/group-codes/{id}/places/{placeId}',
    summary: 'Take a place away; the next in order takes over',
    may: 'entry:write',
    input: Place,
    output: GroupCodeView,
    refusals: whenMade,
  }),
  orderGroupPlaces: route({
    method: 'PUT',
    path: '/entry/group-codes/{id}/order',
    summary: 'Who is led where first',
    may: 'entry:write',
    input: Id.extend({ placeIds: z.array(z.uuid()).min(1).max(100) }),
    output: GroupCodeView,
    refusals: { ...noSuchCode, ...wrongStatus },
  }),
  groupCodePath: route({
    method: 'GET',
    path: '/entry/group-codes/{id}/path',
    summary: 'Scan → page → press → join → next step, with what is lost between',
    may: 'entry:read',
    input: Id.extend({
      from: Instant.optional(),
      to: Instant.optional(),
      /** counts only what had happened by then; default: now */
      asOf: Instant.optional(),
    }),
    output: z.object({
      steps: z.array(
        z.object({
          step: z.enum(['scan', 'page', 'press', 'join', 'next']),
          name: z.string(),
          people: z.int(),
          times: z.int(),
        }),
      ),
      next: z.object({ clicked: z.int(), ordered: z.int() }),
      /** of those who joined, who has not left since */
      stayed: z.int(),
      /** who was sent on because no group had room */
      turnedAway: z.int(),
      asOf: Instant,
    }),
    refusals: noSuchCode,
  }),
  groupsForCodes: route({
    method: 'GET',
    path: '/entry/groups',
    summary: 'Customer groups a code could lead to, the emptiest first',
    may: 'entry:read',
    input: z.object({
      q: z.string().max(60).optional(),
      limit: z.int().min(1).max(100).default(50),
    }),
    output: z.object({
      items: z.array(
        z.object({
          chatId: z.string(),
          name: z.string(),
          ownerUserid: z.string(),
          members: z.int(),
        }),
      ),
    }),
  }),
  codeQuota: route({
    method: 'GET',
    path: '/entry/quota',
    summary: 'How many of WeCom’s 500 000 contact and join ways are in use',
    may: 'entry:read',
    input: z.object({}),
    output: z.object({
      staffCodes: z.int(),
      groupCodes: z.int(),
      inUse: z.int(),
      most: z.int(),
    }),
  }),
}
