import type { Locale, Says } from '#kernel/locale.ts'
import { localTime } from '#kernel/time.ts'

/** What is found beside a break, each with the page on which it can be looked at. */
export const CAUSE_KINDS = [
  'inbox_waiting',
  'key_revoked',
  'all_silent',
  'source_silent',
  'event_renamed',
  'property_renamed',
  'refused_up',
  'version_changed',
  'page_vanished',
  'page_appeared',
  'key_created',
  'only_this',
  'unknown',
] as const
export type CauseKind = (typeof CAUSE_KINDS)[number]
export type CausePage = 'sources' | 'deadLetters' | 'live' | 'status'

export interface Cause {
  kind: CauseKind
  values: Readonly<Record<string, string | number>>
  page: CausePage
}

/** Everything that was gathered around the instant a break began. */
export interface Clues {
  alarm: { kind: string; event: string; source: string; property: string; since: number }
  keys: readonly {
    name: string
    createdAt: number
    revokedAt?: number
    by?: string
    revokedBy?: string
  }[]
  inbox: { batches: number; oldestAt: number | undefined; now: number }
  sources: { judged: number; silent: number }
  /** pairs of this source that are judged, and those that are silent or drop */
  ofSource: { judged: number; broken: number }
  refused: { before: number; since: number; field: string; reason: string }
  /** events of the source that were never seen before it began */
  newEvents: readonly { event: string; events: number }[]
  missed: number
  renamedTo: string | undefined
  traces: readonly { trace: 'version' | 'page'; value: string; before: number; lately: number }[]
}

/** How near the start a change must be to count. */
const NEAR_MS = 6 * 3_600_000
const LONG_WAIT_MS = 5 * 60_000
const VERSION_POINTS = 0.2

/** The likeliest first: what explains the whole break, then what merely changed beside it. */
export function causesOf(clues: Clues): Cause[] {
  const found = [
    ...ofInbox(clues),
    ...ofKeys(clues),
    ...ofReach(clues),
    ...ofNames(clues),
    ...ofRefused(clues),
    ...ofTraces(clues),
  ].toSorted((a, b) => CAUSE_KINDS.indexOf(a.kind) - CAUSE_KINDS.indexOf(b.kind))
  return found.length > 0 ? found : [{ kind: 'unknown', values: {}, page: 'live' }]
}

const isLess = ({ alarm }: Clues): boolean => alarm.kind === 'silence' || alarm.kind === 'drop'

function ofInbox({ inbox }: Clues): Cause[] {
  const waitedMs = inbox.oldestAt === undefined ? 0 : inbox.now - inbox.oldestAt
  if (inbox.batches === 0 || waitedMs < LONG_WAIT_MS) return []
  const values = { batches: inbox.batches, minutes: Math.round(waitedMs / 60_000) }
  return [{ kind: 'inbox_waiting', values, page: 'status' }]
}

function ofKeys(clues: Clues): Cause[] {
  const near = (at: number | undefined) =>
    at !== undefined && Math.abs(at - clues.alarm.since) <= NEAR_MS
  return clues.keys.flatMap((key): Cause[] => {
    if (isLess(clues) && near(key.revokedAt)) {
      const values = { key: key.name, by: key.revokedBy ?? '', at: key.revokedAt ?? 0 }
      return [{ kind: 'key_revoked', values, page: 'sources' }]
    }
    if (!isLess(clues) && near(key.createdAt)) {
      const values = { key: key.name, by: key.by ?? '', at: key.createdAt }
      return [{ kind: 'key_created', values, page: 'sources' }]
    }
    return []
  })
}

function ofReach(clues: Clues): Cause[] {
  const { alarm, sources, ofSource } = clues
  if (!isLess(clues)) return []
  if (sources.judged > 1 && sources.silent === sources.judged)
    return [{ kind: 'all_silent', values: { sources: sources.judged }, page: 'status' }]
  if (alarm.event === '' || (ofSource.judged > 1 && ofSource.broken === ofSource.judged))
    return [{ kind: 'source_silent', values: { source: alarm.source }, page: 'sources' }]
  if (ofSource.judged > 1) {
    const values = { event: alarm.event, others: ofSource.judged - ofSource.broken }
    return [{ kind: 'only_this', values, page: 'live' }]
  }
  return []
}

function ofNames(clues: Clues): Cause[] {
  const { alarm, newEvents, missed, renamedTo } = clues
  if (alarm.kind === 'missing' && renamedTo !== undefined) {
    const values = { from: alarm.property, to: renamedTo }
    return [{ kind: 'property_renamed', values, page: 'live' }]
  }
  if (!isLess(clues)) return []
  return newEvents
    .filter(({ events }) => events >= missed / 4 && events <= missed * 4)
    .slice(0, 1)
    .map(({ event, events }) => ({
      ...{ kind: 'event_renamed', page: 'live' },
      values: { from: alarm.event, to: event, events },
    }))
}

function ofRefused({ refused }: Clues): Cause[] {
  if (refused.since < 10 || refused.since < 3 * refused.before) return []
  const { since: events, before, field, reason } = refused
  return [{ kind: 'refused_up', values: { events, before, field, reason }, page: 'deadLetters' }]
}

function ofTraces(clues: Clues): Cause[] {
  const causes: Cause[] = []
  const of = (trace: string) => clues.traces.filter((row) => row.trace === trace)
  const total = (trace: string, when: 'before' | 'lately') =>
    Math.max(
      1,
      of(trace).reduce((sum, row) => sum + row[when], 0),
    )
  const change = (row: Clues['traces'][number]) =>
    row.lately / total(row.trace, 'lately') - row.before / total(row.trace, 'before')
  const version = of('version').find((row) => change(row) >= VERSION_POINTS)
  if (version) {
    const old = of('version').toSorted((a, b) => change(a) - change(b))[0]
    const values = { to: version.value, from: old === version ? '—' : (old?.value ?? '—') }
    causes.push({ kind: 'version_changed', values, page: 'live' })
  }
  const gone = of('page').find((row) => row.before >= 20 && row.lately === 0)
  if (gone && total('page', 'lately') >= 20)
    causes.push({
      ...{ kind: 'page_vanished', page: 'live' },
      values: { page: gone.value, events: gone.before },
    })
  const came = of('page').find((row) => row.before === 0 && row.lately >= 20)
  if (came && total('page', 'before') >= 20)
    causes.push({
      ...{ kind: 'page_appeared', page: 'live' },
      values: { page: came.value, events: came.lately },
    })
  return causes
}

const SAYS: Readonly<Record<CauseKind, Says>> = {
  inbox_waiting: {
    'zh-CN': '收件箱里有 {batches} 批还没处理,最早的已等 {minutes} 分钟:事件收到了,还没入库',
    'zh-TW': '收件匣裡有 {batches} 批尚未處理，最早的已等 {minutes} 分鐘：事件已收到，還沒入庫',
    en: '{batches} batches wait in the inbox, the oldest for {minutes} minutes: events were taken, not yet stored',
  },
  key_revoked: {
    'zh-CN': '密钥「{key}」于 {at} 被 {by} 吊销:用它发送的事件都会被拒绝',
    'zh-TW': '金鑰「{key}」於 {at} 被 {by} 撤銷：用它傳送的事件都會被拒絕',
    en: 'The key “{key}” was revoked at {at} by {by}: what comes with it is refused',
  },
  all_silent: {
    'zh-CN': '{sources} 个来源全部静默:更可能是采集服务或网络的问题,而不是某个来源',
    'zh-TW': '{sources} 個來源全部靜默：更可能是收集服務或網路的問題，而不是某個來源',
    en: 'All {sources} sources are silent: the collector or the network rather than one source',
  },
  source_silent: {
    'zh-CN': '来源「{source}」的所有事件都断了:应用下线、SDK 未加载或发送地址有误',
    'zh-TW': '來源「{source}」的所有事件都斷了：應用程式下線、SDK 未載入或傳送位址有誤',
    en: 'Every event of the source “{source}” broke: the app is down, the SDK not loaded, or its address wrong',
  },
  event_renamed: {
    'zh-CN': '「{from}」断开后,同一来源出现了从未见过的「{to}」({events} 条):事件可能改名了',
    'zh-TW': '「{from}」中斷後，同一來源出現了從未見過的「{to}」（{events} 筆）：事件可能改名了',
    en: 'When “{from}” broke, the source began to send “{to}”, never seen before ({events}): the event may have been renamed',
  },
  property_renamed: {
    'zh-CN': '属性「{from}」消失的同时出现了「{to}」,填写比例相近:字段可能改名了',
    'zh-TW': '屬性「{from}」消失的同時出現了「{to}」，填寫比例相近：欄位可能改名了',
    en: 'The property “{to}” came when “{from}” went, as often filled: the field may have been renamed',
  },
  refused_up: {
    'zh-CN': '该来源有 {events} 条事件被拒收(此前同样时长 {before} 条),最多的是 {field}:{reason}',
    'zh-TW':
      '該來源有 {events} 筆事件被拒收（先前同樣時長 {before} 筆），最多的是 {field}：{reason}',
    en: '{events} events of the source were refused (as long before: {before}), mostly {field}: {reason}',
  },
  version_changed: {
    'zh-CN': 'SDK 或应用版本由 {from} 变为 {to}',
    'zh-TW': 'SDK 或應用程式版本由 {from} 變為 {to}',
    en: 'The SDK’s or app’s version went from {from} to {to}',
  },
  page_vanished: {
    'zh-CN': '页面 {page} 不再有事件(此前 {events} 条):页面下线或改了地址',
    'zh-TW': '頁面 {page} 不再有事件（先前 {events} 筆）：頁面下線或改了網址',
    en: 'Nothing comes from the page {page} any more (before: {events}): it is gone or has moved',
  },
  page_appeared: {
    'zh-CN': '出现了新页面 {page}({events} 条)',
    'zh-TW': '出現了新頁面 {page}（{events} 筆）',
    en: 'A new page sends events: {page} ({events})',
  },
  key_created: {
    'zh-CN': '密钥「{key}」于 {at} 由 {by} 新建',
    'zh-TW': '金鑰「{key}」於 {at} 由 {by} 新建',
    en: 'The key “{key}” was made at {at} by {by}',
  },
  only_this: {
    'zh-CN': '只有「{event}」断了,同一来源的其他 {others} 种事件正常:多半是这一处埋点改了',
    'zh-TW': '只有「{event}」斷了，同一來源的其他 {others} 種事件正常：多半是這一處埋點改了',
    en: 'Only “{event}” broke, {others} other events of the source come as usual: probably this one call was changed',
  },
  unknown: {
    'zh-CN': '没有找到明显的原因:请看实时事件,并询问该来源的开发者最近发布了什么',
    'zh-TW': '沒有找到明顯的原因：請看即時事件，並詢問該來源的開發者最近發布了什麼',
    en: 'No cause stands out: look at the live events, and ask the source’s developers what they released',
  },
}

/** In the reader's language; instants by the workspace's clock. */
export function causeIn(cause: Cause, locale: Locale, timeZone: string): string {
  return SAYS[cause.kind][locale].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = cause.values[name]
    if (name !== 'at' || typeof value !== 'number') return String(value ?? '')
    const { month, day, hour, minute } = localTime(new Date(value), timeZone)
    const two = (n: number) => String(n).padStart(2, '0')
    return `${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`
  })
}
