import { inAll } from '#kernel/locale.ts'
import type { Locale } from '#kernel/locale.ts'
import { z } from 'zod'

/** A lone surrogate has no UTF-8, so the two engines could not see the same text. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text)

const ILL_FORMED = inAll({
  'zh-CN': '文字中有残缺的字符',
  'zh-TW': '文字中有殘缺的字元',
  en: 'the text holds half of a character (a lone surrogate)',
})

/** A name users give: of an event, an attribute, a tag. Any script, any character. */
export const Name = z.string().min(1).max(200).refine(isWellFormed, ILL_FORMED)

export const AnyText = z.string().max(500).refine(isWellFormed, ILL_FORMED)

/** An instant with its offset; between 1970 and 2199, which both engines can hold. */
export const Instant = z.iso.datetime({ offset: true }).refine(
  (text) => /^(19[7-9]|20\d|21\d)/.test(text),
  inAll({
    'zh-CN': '年份须在 1970 至 2199 之间',
    'zh-TW': '年份須在 1970 至 2199 之間',
    en: 'the year must lie between 1970 and 2199',
  }),
)

export const quote = (text: string, locale: Locale): string =>
  locale === 'en' ? `“${text}”` : `「${text}」`

/** `a、b或c` and `a, b or c`. */
export function either(parts: readonly string[], locale: Locale): string {
  const last = parts.at(-1) ?? ''
  if (parts.length < 2) return last
  const before = parts.slice(0, -1).join(locale === 'en' ? ', ' : '、')
  return locale === 'en' ? `${before} or ${last}` : `${before}或${last}`
}
