import type { Locale, Says } from '#kernel/locale.ts'

export interface Told {
  kind: 'silence' | 'drop' | 'surge' | 'missing' | 'new_value'
  event: string
  source: string
  property: string
  value: string
  seen: number
  expected: number
}

const SAYS: Readonly<Record<Told['kind'] | 'source_silence', Says>> = {
  silence: {
    'zh-CN': '「{event}」不再到来({source}):这段时间本应有约 {expected} 条',
    'zh-TW': '「{event}」不再到來（{source}）：這段時間本應有約 {expected} 筆',
    en: '“{event}” has stopped coming from {source}: about {expected} were due',
  },
  source_silence: {
    'zh-CN': '来源「{source}」完全静默:这段时间本应有约 {expected} 条',
    'zh-TW': '來源「{source}」完全靜默：這段時間本應有約 {expected} 筆',
    en: 'Nothing comes from {source} any more: about {expected} were due',
  },
  drop: {
    'zh-CN': '「{event}」骤降({source}):{seen} 条,通常约 {expected} 条',
    'zh-TW': '「{event}」驟降（{source}）：{seen} 筆，通常約 {expected} 筆',
    en: '“{event}” from {source} dropped: {seen}, usually about {expected}',
  },
  surge: {
    'zh-CN': '「{event}」激增({source}):{seen} 条,通常约 {expected} 条',
    'zh-TW': '「{event}」激增（{source}）：{seen} 筆，通常約 {expected} 筆',
    en: '“{event}” from {source} surged: {seen}, usually about {expected}',
  },
  missing: {
    'zh-CN': '「{event}」缺少属性「{property}」({source}):{seen} 的事件没有它,此前为 {expected}',
    'zh-TW':
      '「{event}」缺少屬性「{property}」（{source}）：{seen} 的事件沒有它，先前為 {expected}',
    en: '“{event}” from {source} lacks “{property}”: {seen} of the events, before {expected}',
  },
  new_value: {
    'zh-CN': '「{event}」的「{property}」出现新取值「{value}」({source}):{seen} 条',
    'zh-TW': '「{event}」的「{property}」出現新取值「{value}」（{source}）：{seen} 筆',
    en: '“{property}” of “{event}” from {source} has a value never seen before, “{value}”: {seen}',
  },
}

/** What broke, in a sentence. */
export function alarmIn(alarm: Told, locale: Locale): string {
  const isShare = alarm.kind === 'missing'
  const number = (n: number) => (isShare ? `${Math.round(n * 100)} %` : String(Math.round(n)))
  const values: Readonly<Record<string, string>> = {
    ...{ event: alarm.event, source: alarm.source, property: alarm.property, value: alarm.value },
    ...{ seen: number(alarm.seen), expected: number(alarm.expected) },
  }
  const says = SAYS[alarm.kind === 'silence' && alarm.event === '' ? 'source_silence' : alarm.kind]
  return says[locale].replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}
