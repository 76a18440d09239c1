import { Liquid, LiquidError } from 'liquidjs'
import type { Says } from '#kernel/locale.ts'

/** The variables an operator may use. A name outside this list is refused when the item is saved. */
export const VARIABLES = {
  'person.nickname': { 'zh-CN': '昵称', 'zh-TW': '暱稱', en: 'nickname', sample: '小满' },
  'person.name': { 'zh-CN': '姓名', 'zh-TW': '姓名', en: 'name', sample: '林小满' },
  'person.city': { 'zh-CN': '城市', 'zh-TW': '城市', en: 'city', sample: '杭州' },
  'person.gender': { 'zh-CN': '性别', 'zh-TW': '性別', en: 'gender', sample: 'female' },
  'person.birthday': { 'zh-CN': '生日', 'zh-TW': '生日', en: 'birthday', sample: '1995-06-18' },
  'person.level': { 'zh-CN': '会员等级', 'zh-TW': '會員等級', en: 'member level', sample: 'gold' },
  'person.stage': {
    'zh-CN': '生命周期阶段',
    'zh-TW': '生命週期階段',
    en: 'lifecycle stage',
    sample: 'active',
  },
  'person.tier': { 'zh-CN': '价值层级', 'zh-TW': '價值層級', en: 'value tier', sample: 'loyal' },
} as const satisfies Readonly<Record<string, Says & { sample: string }>>

export type Variable = keyof typeof VARIABLES

const FORBIDDEN_TAGS = ['include', 'render', 'layout', 'block', 'tablerow']

/** Strict: an unknown filter or variable is an error, never an empty space in someone's letter. */
function engine(): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    templates: {},
    parseLimit: 200_000,
    renderLimit: 50,
    memoryLimit: 1_000_000,
  })
  for (const tag of FORBIDDEN_TAGS) delete liquid.tags[tag]
  return liquid
}

const liquid = engine()

/** What is wrong with a template, in both languages; nothing when it is fine. */
export function complaintsOf(template: string): Says[] {
  try {
    const parsed = liquid.parse(template)
    return liquid
      .globalFullVariablesSync(parsed)
      .filter((name) => !Object.hasOwn(VARIABLES, name))
      .map((name) => ({
        'zh-CN': `没有变量“${name}”`,
        'zh-TW': `沒有變數「${name}」`,
        en: `there is no variable “${name}”`,
      }))
  } catch (error) {
    if (!LiquidError.is(error)) throw error
    return [
      {
        'zh-CN': `模板有误:${error.message}`,
        'zh-TW': `範本有誤：${error.message}`,
        en: `the template is wrong: ${error.message}`,
      },
    ]
  }
}

/** Who it is for, as far as letters may know. Absent values are empty text, so `default` works. */
export interface Recipient {
  attributes: Readonly<Record<string, unknown>>
  stage?: string | undefined
  tier?: string | undefined
}

/** Fills a template that `complaintsOf` found nothing wrong with. */
export function fillTemplate(template: string, recipient: Recipient): string {
  if (!template.includes('{')) return template
  const person = Object.fromEntries(
    Object.keys(VARIABLES).map((name) => {
      const key = name.slice('person.'.length)
      const value = key === 'stage' || key === 'tier' ? recipient[key] : recipient.attributes[key]
      return [key, typeof value === 'string' || typeof value === 'number' ? String(value) : '']
    }),
  )
  return String(liquid.parseAndRenderSync(template, { person }))
}

/** For previews before there is anybody. */
export const SAMPLE_RECIPIENT: Recipient = {
  attributes: Object.fromEntries(
    Object.entries(VARIABLES).map(([name, { sample }]) => [name.slice('person.'.length), sample]),
  ),
  stage: VARIABLES['person.stage'].sample,
  tier: VARIABLES['person.tier'].sample,
}
