import { localeOfTag } from './locale.ts'
import type { Locale } from './locale.ts'

/**
 * The first language of ours that a reader's browser asks for. A browser that says nothing reads
 * Chinese here, as WeChat's do; one that asks only for others gets English. Operators' own words
 * (rules, names) are shown as written.
 */
export function readerLanguageOf(acceptLanguage: string | null | undefined): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => part.split(';')[0]?.trim() ?? '')
    .filter((tag) => tag !== '' && tag !== '*')
  for (const tag of wanted) {
    const ours = localeOfTag(tag)
    if (ours) return ours
  }
  return wanted.length === 0 ? 'zh-CN' : 'en'
}
