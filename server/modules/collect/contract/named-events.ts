import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'
import { pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { Rule } from '../model/naming/rule.ts'

const instant = z.iso.datetime()

/** Letters of any script, digits, `_`, blanks and hyphens: a name as senders give them. */
const eventName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(
    /^\p{L}[\p{L}\p{N}\p{M}_ -]*$/u,
    inAll({
      'zh-CN': '事件名以字母或汉字开头,其后可用字母、数字、_、空格和连字符',
      'zh-TW': '事件名稱以字母或漢字開頭，其後可用字母、數字、_、空格和連字號',
      en: 'an event name starts with a letter and goes on with letters, digits, _, blanks and hyphens',
    }),
  )
const said = {
  label: z.string().trim().min(1).max(100),
  note: z.string().trim().max(500).default(''),
  rule: Rule,
}

const view = z.object({
  id: z.uuid(),
  /** what conditions call it; never changes */
  name: z.string(),
  label: z.string(),
  note: z.string(),
  rule: Rule,
  version: z.int(),
  archivedAt: instant.nullable(),
  createdAt: instant,
  createdBy: z.string(),
  changedAt: instant,
  changedBy: z.string(),
})
export type NamedEventView = z.infer<typeof view>

const no_such_named_event = {
  status: 404,
  en: 'There is no such named event.',
  'zh-CN': '没有这个圈选事件。',
  'zh-TW': '沒有這個圈選事件。',
} as const
const name_taken = {
  status: 409,
  en: 'Another named event is called “{name}”. Choose another name, or archive that one.',
  'zh-CN': '已有名为“{name}”的圈选事件。请换一个名称,或先归档那一个。',
  'zh-TW': '已有名為「{name}」的圈選事件。請換一個名稱，或先封存那一個。',
} as const
const name_reserved = {
  status: 409,
  en: '“{name}” is the name of a standard event. Choose another name.',
  'zh-CN': '“{name}”是标准事件的名称,请换一个名称。',
  'zh-TW': '「{name}」是標準事件的名稱，請換一個名稱。',
} as const
const name_collected = {
  status: 409,
  en: 'Events called “{name}” have been collected already. Choose another name, or use that event as it is.',
  'zh-CN': '已采集过名为“{name}”的事件。请换一个名称,或直接使用该事件。',
  'zh-TW': '已蒐集過名為「{name}」的事件。請換一個名稱，或直接使用該事件。',
} as const
const too_many_named_events = {
  status: 422,
  en: 'A workspace has at most {max} named events. Archive some that nobody uses first.',
  'zh-CN': '每个工作区最多 {max} 个圈选事件。请先归档不再使用的。',
  'zh-TW': '每個工作區最多 {max} 個圈選事件。請先封存不再使用的。',
} as const
const is_archived = {
  status: 409,
  en: '“{name}” is archived. Restore a version of it first.',
  'zh-CN': '“{name}”已归档。请先恢复它的一个版本。',
  'zh-TW': '「{name}」已封存。請先還原它的一個版本。',
} as const
const in_use = {
  status: 409,
  en: '“{name}” is used by: {users}. Change them first.',
  'zh-CN': '“{name}”正被使用:{users}。请先修改它们。',
  'zh-TW': '「{name}」正被使用：{users}。請先修改它們。',
} as const
const no_such_version = {
  status: 404,
  en: 'This named event has no version {version}.',
  'zh-CN': '这个圈选事件没有第 {version} 版。',
  'zh-TW': '這個圈選事件沒有第 {version} 版。',
} as const

export const NAMING_REFUSALS = {
  no_such_named_event,
  name_taken,
  name_reserved,
  name_collected,
  too_many_named_events,
  is_archived,
  in_use,
  no_such_version,
} as const

export const namedEventRoutes = {
  namedEvents: route({
    method: 'GET',
    path: '/collect/named-events',
    summary: 'Captured events that operators named',
    may: 'collect:read',
    input: z.object({
      ...pageInput,
      q: z.string().max(100).optional(),
      archived: z.stringbool().or(z.boolean()).default(false),
    }),
    output: pageOf(view),
  }),
  namedEvent: route({
    method: 'GET',
    path: '/collect/named-events/{id}',
    summary: 'One named event, with every version and who uses it',
    may: 'collect:read',
    input: z.object({ id: z.uuid() }),
    output: view.extend({
      versions: z.array(
        z.object({
          version: z.int(),
          label: z.string(),
          note: z.string(),
          rule: Rule,
          archived: z.boolean(),
          at: instant,
          by: z.string(),
        }),
      ),
      uses: z.array(
        z.object({ kind: z.enum(['segment', 'journey']), id: z.string(), name: z.string() }),
      ),
    }),
    refusals: { no_such_named_event },
  }),
  nameEvent: route({
    method: 'POST',
    path: '/collect/named-events',
    summary: 'Name what was captured; the name holds of the past as well',
    may: 'collect:write',
    input: z.object({ name: eventName, ...said }),
    output: view,
    refusals: { name_taken, name_reserved, name_collected, too_many_named_events },
  }),
  changeNamedEvent: route({
    method: 'PUT',
    path: '/collect/named-events/{id}',
    summary: 'Change what a name means; segments that use it look at everybody again',
    may: 'collect:write',
    input: z.object({ id: z.uuid(), ...said }),
    output: view,
    refusals: { no_such_named_event, is_archived },
  }),
  archiveNamedEvent: route({
    method: 'POST',
    path: '/collect/named-events/{id}/archive',
    summary: 'End a name; refused while anything uses it',
    may: 'collect:write',
    input: z.object({ id: z.uuid() }),
    output: view,
    refusals: { no_such_named_event, in_use },
  }),
  restoreNamedEvent: route({
    method: 'POST',
    path: '/collect/named-events/{id}/restore',
    summary: 'Go back to an earlier version, also out of the archive',
    may: 'collect:write',
    input: z.object({ id: z.uuid(), version: z.int().min(1) }),
    output: view,
    refusals: { no_such_named_event, no_such_version, name_taken, too_many_named_events },
  }),
}
