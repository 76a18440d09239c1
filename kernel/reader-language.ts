import type { Locale } from './locale.ts'

/** The languages of consumers' pages. Operators' own words (rules, names) are shown as written. */
export const READER_LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const
export type ReaderLanguage = (typeof READER_LANGUAGES)[number]

const TRADITIONAL = /^zh-(tw|hk|mo|hant)/

/**
 * The first language of ours that a reader's browser asks for. A browser that says nothing reads
 * Chinese here, as WeChat's do; one that asks only for others gets English.
 */
export function readerLanguageOf(acceptLanguage: string | null | undefined): ReaderLanguage {
  const wanted = (acceptLanguage ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';')[0]?.trim() ?? '')
    .filter((tag) => tag !== '' && tag !== '*')
  for (const tag of wanted) {
    if (TRADITIONAL.test(tag)) return 'zh-TW'
    if (tag.startsWith('zh')) return 'zh-CN'
    if (tag.startsWith('en')) return 'en'
  }
  return wanted.length === 0 ? 'zh-CN' : 'en'
}

/** Refusals are told in two languages; Traditional readers understand the Simplified one. */
export const localeFor = (language: ReaderLanguage): Locale => (language === 'en' ? 'en' : 'zh-CN')
