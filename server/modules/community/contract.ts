import { z } from 'zod'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { TimeZone } from '#kernel/time-zone.ts'
import { DEFAULT_TIME_ZONE } from '#kernel/time.ts'
import { CALLBACK_STATES } from './model/callback.ts'
import { GREETING_STATES } from './model/greeting-states.ts'
import { GROUP_ORDERS, PURPOSES } from './model/group.ts'
import { STAFF_ORDERS } from './model/staff.ts'
import { SYNC_KINDS, SYNC_STATES } from './model/sync.ts'

const instant = z.iso.datetime({ offset: true })
const callbackId = z.uuid()
const staffUserid = z.string().min(1).max(64)

export const COMMUNITY_REFUSALS = {
  no_such_callback: {
    status: 404,
    en: 'There is no such callback.',
    'zh-CN': '没有这条回调记录。',
    'zh-TW': '沒有這筆回呼記錄。',
  },
  nothing_to_do: {
    status: 409,
    en: 'Siyu only keeps callbacks of the kind “{kind}”; there is nothing to do again.',
    'zh-CN': '“{kind}”类回调仅作留存,无需重放。',
    'zh-TW': '「{kind}」類回呼僅作留存，無需重播。',
  },
  no_such_person: {
    status: 404,
    en: 'There is no such person.',
    'zh-CN': '没有这个人。',
    'zh-TW': '沒有這個人。',
  },
  no_such_group: {
    status: 404,
    en: 'There is no such group.',
    'zh-CN': '没有这个群。',
    'zh-TW': '沒有這個群。',
  },
  not_running: {
    status: 409,
    en: 'The reading of “{kind}” is not running.',
    'zh-CN': '“{kind}”同步未在运行。',
    'zh-TW': '「{kind}」同步未在執行。',
  },
} as const

const { no_such_callback, nothing_to_do, no_such_person, no_such_group, not_running } =
  COMMUNITY_REFUSALS

export const CallbackView = z.object({
  callbackId,
  platform: z.enum(['wecom', 'official_account']),
  /** `contact_added`, `contact_removed`, `followed`, `wrote` … */
  kind: z.string(),
  staffUserid: z.string().nullable(),
  state: z.enum(CALLBACK_STATES),
  attempts: z.int(),
  error: z.string().nullable(),
  happenedAt: instant,
  receivedAt: instant,
  nextTryAt: instant.nullable(),
  settledAt: instant.nullable(),
})
export type CallbackView = z.output<typeof CallbackView>

export const StaffView = z.object({
  staffUserid: z.string(),
  name: z.string(),
  departments: z.array(z.int()),
  active: z.boolean(),
  /** friendships that last */
  contacts: z.int(),
  contactsLost: z.int(),
  greetingsSent: z.int(),
  greetingsMissed: z.int(),
  medianGreetingSeconds: z.number().nullable(),
})
export type StaffView = z.output<typeof StaffView>

export const RelationView = z.object({
  staffUserid: z.string(),
  staffName: z.string(),
  externalUserid: z.string(),
  since: instant.nullable(),
  /** of the code that brought her */
  state: z.string().nullable(),
  /** WeCom's number for how they met (企业微信 92114) */
  addWay: z.int().nullable(),
  confirmed: z.boolean(),
  lostAt: instant.nullable(),
  removedBy: z.enum(['staff', 'customer', 'transfer', 'unknown']).nullable(),
  greeting: z.enum(GREETING_STATES).nullable(),
  greetingReason: z.string().nullable(),
  greetingSeconds: z.number().nullable(),
})
export type RelationView = z.output<typeof RelationView>

const GreetingDay = z.object({
  day: z.iso.date(),
  /** who came with a welcome code */
  newcomers: z.int(),
  sent: z.int(),
  missed: z.int(),
  alreadyDone: z.int(),
  failed: z.int(),
  nothingToSay: z.int(),
  underWay: z.int(),
  /** from the callback to the greeting, of those sent */
  p50Seconds: z.number().nullable(),
  p95Seconds: z.number().nullable(),
})

export const SyncView = z.object({
  kind: z.enum(SYNC_KINDS),
  state: z.enum(SYNC_STATES),
  staffTotal: z.int(),
  staffDone: z.int(),
  contactsListed: z.int(),
  contactsRead: z.int(),
  groupsListed: z.int(),
  groupsRead: z.int(),
  /** friendships, or stays in groups, that no callback had told of */
  found: z.int(),
  /** friendships, or stays, that had ended without a callback */
  lost: z.int(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  nextAt: instant.nullable(),
  error: z.string().nullable(),
})
export type SyncView = z.output<typeof SyncView>

export const GroupView = z.object({
  chatId: z.string(),
  name: z.string(),
  ownerUserid: z.string().nullable(),
  ownerName: z.string().nullable(),
  /** with staff */
  members: z.int(),
  customers: z.int(),
  /** customers who joined and left within the last seven days */
  joined7d: z.int(),
  left7d: z.int(),
  purpose: z.enum(PURPOSES).nullable(),
  madeAt: instant.nullable(),
  dismissedAt: instant.nullable(),
  readAt: instant.nullable(),
})
export type GroupView = z.output<typeof GroupView>

const Syncs = z.object({ items: z.array(SyncView) })
const kindOfSync = z.object({ kind: z.enum(SYNC_KINDS) })

export const communityContract = {
  listCallbacks: route({
    method: 'GET',
    path: '/community/callbacks',
    summary: 'What WeCom and 公众号 told, the newest first, and what became of it',
    may: 'community:read',
    input: z.object({
      ...pageInput,
      state: z.enum(CALLBACK_STATES).optional(),
      kind: z.string().max(40).optional(),
      platform: z.enum(['wecom', 'official_account']).optional(),
      staffUserid: staffUserid.optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    output: pageOf(CallbackView),
  }),
  callbackPayload: route({
    method: 'GET',
    path: '/community/callbacks/{callbackId}/payload',
    summary: 'A callback as it was decrypted; the reading is audited',
    may: 'pii:read',
    input: z.object({ callbackId }),
    output: CallbackView.extend({ xml: z.string() }),
    refusals: { no_such_callback },
  }),
  replayCallback: route({
    method: 'POST',
    path: '/community/callbacks/{callbackId}/replay',
    summary: 'Work a callback off again; what it did before is not done twice',
    may: 'community:write',
    input: z.object({ callbackId }),
    output: CallbackView,
    refusals: { no_such_callback, nothing_to_do },
  }),
  listStaff: route({
    method: 'GET',
    path: '/community/staff',
    summary: 'Members of staff with their customers and greetings',
    may: 'community:read',
    input: z.object({
      ...pageInput,
      q: z.string().trim().max(60).optional(),
      active: z.boolean().optional(),
      order: z.enum(STAFF_ORDERS).default('contacts'),
    }),
    output: pageOf(StaffView),
  }),
  listCustomerGroups: route({
    method: 'GET',
    path: '/community/groups',
    summary: 'Customer groups of WeCom with who came and went in the last seven days',
    may: 'community:read',
    input: z.object({
      ...pageInput,
      q: z.string().trim().max(60).optional(),
      owner: staffUserid.optional(),
      purpose: z.enum([...PURPOSES, 'none']).optional(),
      dismissed: z.boolean().optional(),
      order: z.enum(GROUP_ORDERS).default('made'),
    }),
    output: pageOf(GroupView),
  }),
  setGroupPurpose: route({
    method: 'PUT',
    path: '/community/groups/{chatId}/purpose',
    summary: 'Say what a group is for; it is judged by what that promises',
    may: 'community:write',
    input: z.object({ chatId: z.string().min(1).max(64), purpose: z.enum(PURPOSES).nullable() }),
    output: z.object({ chatId: z.string(), purpose: z.enum(PURPOSES).nullable() }),
    refusals: { no_such_group },
  }),
  personRelations: route({
    method: 'GET',
    path: '/community/people/{personId}/relations',
    summary: 'With whom of the staff a person is or was friends, and how she was greeted',
    may: 'community:read',
    input: z.object({ personId: bigId }),
    output: z.object({ items: z.array(RelationView) }),
    refusals: { no_such_person },
  }),
  greetingReport: route({
    method: 'GET',
    path: '/community/greetings',
    summary: 'Greetings by day: sent, missed, and how many seconds they took; 30 days unless said',
    may: 'community:read',
    input: z.object({
      from: instant.optional(),
      to: instant.optional(),
      timeZone: TimeZone.default(DEFAULT_TIME_ZONE),
      staffUserid: staffUserid.optional(),
    }),
    output: z.object({ days: z.array(GreetingDay), asOf: instant }),
  }),
  syncProgress: route({
    method: 'GET',
    path: '/community/sync',
    summary: 'How far reading staff and customers from WeCom has come',
    may: 'community:read',
    input: z.object({}),
    output: Syncs,
  }),
  startSync: route({
    method: 'POST',
    path: '/community/sync/start',
    summary: 'Read staff or customers from WeCom now, or go on after a pause',
    may: 'community:write',
    input: kindOfSync,
    output: Syncs,
  }),
  pauseSync: route({
    method: 'POST',
    path: '/community/sync/pause',
    summary: 'Pause a reading where it is',
    may: 'community:write',
    input: kindOfSync,
    output: Syncs,
    refusals: { not_running },
  }),
}
