import type { Locale, Says } from '#kernel/locale.ts'

/**
 * Why events are set aside. Kept in English, where they are found by logs and programs; whoever reads
 * them reads them in the own language. `{…}` stands for whatever the sentence has there.
 */
const REASONS: readonly Says[] = [
  {
    en: 'is not JSON, XML or a form',
    'zh-CN': '不是 JSON、XML 或表单',
    'zh-TW': '不是 JSON、XML 或表單',
  },
  {
    en: 'no case of the mapping is like it',
    'zh-CN': '映射里没有符合它的情况',
    'zh-TW': '對應裡沒有符合它的情況',
  },
  {
    en: 'no mapping says what it is',
    'zh-CN': '还没有映射说明它是什么',
    'zh-TW': '還沒有對應說明它是什麼',
  },
  { en: 'must be an object', 'zh-CN': '必须是一个对象', 'zh-TW': '必須是一個物件' },
  { en: 'must be a JSON object', 'zh-CN': '必须是一个 JSON 对象', 'zh-TW': '必須是一個 JSON 物件' },
  {
    en: 'must be a JSON object or list',
    'zh-CN': '必须是一个 JSON 对象或列表',
    'zh-TW': '必須是一個 JSON 物件或清單',
  },
  { en: 'must be a list of events', 'zh-CN': '必须是事件列表', 'zh-TW': '必須是事件清單' },
  {
    en: 'must be one of {list}',
    'zh-CN': '必须是以下之一:{list}',
    'zh-TW': '必須是以下之一：{list}',
  },
  {
    en: 'must be an ISO 8601 time or milliseconds',
    'zh-CN': '必须是 ISO 8601 时间或毫秒数',
    'zh-TW': '必須是 ISO 8601 時間或毫秒數',
  },
  { en: 'must be a time', 'zh-CN': '必须是时间', 'zh-TW': '必須是時間' },
  {
    en: 'must be the name of what happened',
    'zh-CN': '必须是所发生事情的名称',
    'zh-TW': '必須是所發生事情的名稱',
  },
  {
    en: 'must name the id that userId was known by before',
    'zh-CN': '必须是该 userId 之前使用的 id',
    'zh-TW': '必須是該 userId 之前使用的 id',
  },
  {
    en: 'is nested deeper than {n} levels',
    'zh-CN': '嵌套超过 {n} 层',
    'zh-TW': '巢狀超過 {n} 層',
  },
  {
    en: 'has more than {n} properties',
    'zh-CN': '属性超过 {n} 个',
    'zh-TW': '屬性超過 {n} 個',
  },
  {
    en: 'has a name longer than {n} characters',
    'zh-CN': '有名称超过 {n} 个字符',
    'zh-TW': '有名稱超過 {n} 個字元',
  },
  { en: 'is longer than {n} characters', 'zh-CN': '超过 {n} 个字符', 'zh-TW': '超過 {n} 個字元' },
  { en: 'is larger than {n} KB', 'zh-CN': '大于 {n} KB', 'zh-TW': '大於 {n} KB' },
  { en: 'names nobody', 'zh-CN': '没有指明是谁', 'zh-TW': '沒有指明是誰' },
  {
    en: 'neither {a} nor {b} names anybody',
    'zh-CN': '{a} 和 {b} 都没有指明是谁',
    'zh-TW': '{a} 和 {b} 都沒有指明是誰',
  },
  {
    en: 'is about an item and names nobody: send products by the API or as a file',
    'zh-CN': '是关于商品的,没有指明是谁:商品请用 API 或文件导入',
    'zh-TW': '是關於商品的，沒有指明是誰：商品請用 API 或檔案匯入',
  },
  {
    en: 'is missing: the event is encrypted; turn the encryption plugin off, https protects it',
    'zh-CN': '缺失:事件被加密了;请关闭 SDK 的加密插件,https 已提供保护',
    'zh-TW': '未提供：事件被加密了；請關閉 SDK 的加密外掛，https 已提供保護',
  },
  {
    en: 'is neither JSON nor base64 or gzip of JSON',
    'zh-CN': '既不是 JSON,也不是 base64 或 gzip 后的 JSON',
    'zh-TW': '既不是 JSON，也不是 base64 或 gzip 後的 JSON',
  },
  { en: 'is not valid UTF-8', 'zh-CN': '不是有效的 UTF-8', 'zh-TW': '不是有效的 UTF-8' },
  { en: 'is not valid JSON', 'zh-CN': '不是有效的 JSON', 'zh-TW': '不是有效的 JSON' },
  { en: 'is not valid gzip', 'zh-CN': '不是有效的 gzip', 'zh-TW': '不是有效的 gzip' },
  {
    en: 'history cannot hold its values (ClickHouse {n})',
    'zh-CN': '历史库无法存放其中的值(ClickHouse {n})',
    'zh-TW': '歷史資料庫無法存放其中的值（ClickHouse {n}）',
  },
  {
    en: 'is against the plan: no plan names the event “{event}”',
    'zh-CN': '不符合埋点方案:方案中没有事件“{event}”',
    'zh-TW': '不符合埋點方案：方案中沒有事件「{event}」',
  },
  {
    en: 'is against the plan of “{event}”: the plan does not name it',
    'zh-CN': '不符合“{event}”的埋点方案:方案中没有这个属性',
    'zh-TW': '不符合「{event}」的埋點方案：方案中沒有這個屬性',
  },
  {
    en: 'is against the plan of “{event}”: {expected} was expected, nothing came',
    'zh-CN': '不符合“{event}”的埋点方案:应有 {expected},实际没有',
    'zh-TW': '不符合「{event}」的埋點方案：應有 {expected}，實際沒有',
  },
  {
    en: 'is against the plan of “{event}”: one of {list} was expected, another value came',
    'zh-CN': '不符合“{event}”的埋点方案:应为 {list} 之一,实际是别的值',
    'zh-TW': '不符合「{event}」的埋點方案：應為 {list} 之一，實際是別的值',
  },
  {
    en: 'is against the plan of “{event}”: {expected} was expected, {came} came',
    'zh-CN': '不符合“{event}”的埋点方案:应为 {expected},实际是 {came}',
    'zh-TW': '不符合「{event}」的埋點方案：應為 {expected}，實際是 {came}',
  },
]

interface Pattern {
  whole: RegExp
  names: string[]
  says: Says
}

const patterns: readonly Pattern[] = REASONS.map((says) => {
  const names: string[] = []
  const text = says.en
    .replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name)
      return '(.+?)'
    })
  return { whole: new RegExp(`^${text}$`, 's'), names, says }
})

/** The reason in the reader's language; as it is where it is a program's own words (a module's error). */
export function reasonIn(reason: string, locale: Locale): string {
  for (const { whole, names, says } of patterns) {
    const found = whole.exec(reason)
    if (!found) continue
    return names.reduce(
      (text, name, i) => text.replace(`{${name}}`, () => found[i + 1] ?? ''),
      says[locale],
    )
  }
  return reason
}
