import { z } from 'zod'
import { pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { LOCALES } from '#kernel/locale.ts'
import { CAUSE_KINDS } from '../model/alarm/causes.ts'

const instant = z.iso.datetime()
const AlarmKind = z.enum(['silence', 'drop', 'surge', 'missing', 'new_value'])

export const ALARM_REFUSALS = {
  no_such_alarm: {
    status: 404,
    en: 'There is no such alarm.',
    'zh-CN': '没有这条告警。',
    'zh-TW': '沒有這則告警。',
  },
} as const

export const RECIPIENT_REFUSALS = {
  no_recipient: {
    status: 409,
    en: 'Nobody is set to be told this way: save an address first.',
    'zh-CN': '还没有设置这种接收方式:请先保存地址。',
    'zh-TW': '還沒有設定這種接收方式：請先儲存位址。',
  },
  bad_address: {
    status: 422,
    en: 'Field {field}: {address} is no address this way. Give an https:// address for a webhook, name@domain for e-mail.',
    'zh-CN':
      '字段 {field}:{address} 不是可用的地址。Webhook 请填 https:// 地址,邮件请填 name@domain。',
    'zh-TW':
      '欄位 {field}：{address} 不是可用的位址。Webhook 請填 https:// 位址，郵件請填 name@domain。',
  },
} as const

const alarm = z.object({
  id: z.uuid(),
  kind: AlarmKind,
  event: z.string().describe('empty: the whole source'),
  source: z.string(),
  property: z.string(),
  value: z.string(),
  says: z.string().describe('what broke, in the reader’s language'),
  since: instant,
  openedAt: instant,
  seen: z.number().describe('events; for `missing` the share of events without the property'),
  expected: z.number(),
  causes: z.array(
    z.object({
      kind: z.enum(CAUSE_KINDS),
      says: z.string(),
      page: z.enum(['sources', 'deadLetters', 'live', 'status']),
    }),
  ),
  ackedAt: instant.nullable(),
  ackedBy: z.string().nullable(),
  closedAt: instant.nullable(),
  closedBecause: z.enum(['recovered', 'folded', 'known_now', 'resolved']).nullable(),
  closedBy: z.string().nullable(),
})

const Carrier = z.enum(['webhook', 'email'])
const byId = z.object({ id: z.uuid() })

const notice = z.object({
  id: z.uuid(),
  carrier: Carrier,
  address: z.string(),
  about: z.enum(['opened', 'closed', 'test']),
  alarms: z.int(),
  at: instant,
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.int(),
  error: z.string().nullable(),
  sentAt: instant.nullable(),
})

export const alarmRoutes = {
  alarms: route({
    method: 'GET',
    path: '/collect/alarms',
    summary: 'Breaks in the data, the newest first, each with what may have caused it',
    may: 'collect:read',
    input: z.object({
      ...pageInput,
      state: z.enum(['open', 'closed']).default('open'),
      kind: AlarmKind.optional(),
      source: z.string().max(300).optional(),
    }),
    output: pageOf(alarm).extend({
      totals: z.object({
        open: z.int(),
        unseen: z.int().describe('open, and acknowledged by nobody'),
        closed: z.int(),
        watched: z.int().describe('pairs of event and source whose flow is known'),
      }),
    }),
  }),
  alarm: route({
    method: 'GET',
    path: '/collect/alarms/{id}',
    summary: 'One break with the hours around it: what came, and the band it was expected in',
    may: 'collect:read',
    input: byId,
    output: alarm.extend({
      hours: z.array(
        z.object({
          at: instant,
          seen: z.number(),
          expected: z.number().nullable(),
          low: z.number().nullable(),
          high: z.number().nullable(),
        }),
      ),
    }),
    refusals: ALARM_REFUSALS,
  }),
  acknowledgeAlarm: route({
    method: 'POST',
    path: '/collect/alarms/{id}/acknowledge',
    summary: 'Somebody is at it; it stays open until the data is back',
    may: 'collect:write',
    input: byId,
    output: z.object({ acknowledged: z.literal(true) }),
    refusals: ALARM_REFUSALS,
  }),
  resolveAlarm: route({
    method: 'POST',
    path: '/collect/alarms/{id}/resolve',
    summary: 'Close it by hand; the same break opens again if it goes on',
    may: 'collect:write',
    input: byId,
    output: z.object({ resolved: z.literal(true) }),
    refusals: ALARM_REFUSALS,
  }),
  muteAlarm: route({
    method: 'POST',
    path: '/collect/alarms/{id}/mute',
    summary: 'Close it, and open none of its event and source for so many hours',
    may: 'collect:write',
    input: byId.extend({
      hours: z
        .int()
        .min(1)
        .max(24 * 90),
    }),
    output: z.object({ until: instant }),
    refusals: ALARM_REFUSALS,
  }),
  alarmMutes: route({
    method: 'GET',
    path: '/collect/alarm-mutes',
    summary: 'Events and sources of which no alarm opens for now',
    may: 'collect:read',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({ event: z.string(), source: z.string(), until: instant, by: z.string() }),
      ),
    }),
  }),
  liftMute: route({
    method: 'POST',
    path: '/collect/alarm-mutes/lift',
    summary: 'Open alarms of an event and source again',
    may: 'collect:write',
    input: z.object({ event: z.string().max(300), source: z.string().max(300) }),
    output: z.object({ lifted: z.literal(true) }),
  }),
  alarmRecipients: route({
    method: 'GET',
    path: '/collect/alarm-recipients',
    summary: 'Who is told of alarms outside of the console, and what became of the last notices',
    may: 'collect:read',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          carrier: Carrier,
          address: z.string(),
          locale: z.enum(LOCALES),
          updatedAt: instant,
          updatedBy: z.string(),
        }),
      ),
      notices: z.array(notice),
    }),
  }),
  saveAlarmRecipient: route({
    method: 'PUT',
    path: '/collect/alarm-recipients/{carrier}',
    summary: 'Tell this address; a webhook’s new secret is answered this once',
    may: 'collect:write',
    input: z.object({
      carrier: Carrier,
      address: z.string().trim().min(3).max(2_000),
      locale: z.enum(LOCALES).default('zh-CN'),
    }),
    output: z.object({ secret: z.string().nullable() }),
    refusals: RECIPIENT_REFUSALS,
  }),
  removeAlarmRecipient: route({
    method: 'POST',
    path: '/collect/alarm-recipients/{carrier}/remove',
    summary: 'Tell nobody this way any more',
    may: 'collect:write',
    input: z.object({ carrier: Carrier }),
    output: z.object({ removed: z.literal(true) }),
  }),
  testAlarmRecipient: route({
    method: 'POST',
    path: '/collect/alarm-recipients/{carrier}/test',
    summary: 'Send a notice that tells of nothing; what became of it is in the list of notices',
    may: 'collect:write',
    input: z.object({ carrier: Carrier }),
    output: z.object({ noticeId: z.uuid() }),
    refusals: RECIPIENT_REFUSALS,
  }),
}
