/** The languages Siyu speaks. 简体中文 first. */
export const LOCALES = ['zh-CN', 'zh-TW', 'en'] as const
export type Locale = (typeof LOCALES)[number]
export type Says = Readonly<Record<Locale, string>>

/** 繁體 by its script or, where no script is told, by the places that write it. */
const TRADITIONAL = /^zh-(hant|tw|hk|mo)\b/

/** Ours for a language tag such as `zh-HK` or `en-GB`; undefined for one we do not speak. */
export function localeOfTag(tag: string): Locale | undefined {
  const lower = tag.trim().toLowerCase()
  if (TRADITIONAL.test(lower)) return 'zh-TW'
  if (/^zh\b/.test(lower)) return 'zh-CN'
  return /^en\b/.test(lower) ? 'en' : undefined
}

/** The best of ours for an Accept-Language header. */
export function localeOf(acceptLanguage: string | null | undefined): Locale {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const locale = localeOfTag(part.split(';')[0] ?? '')
    if (locale) return locale
  }
  return 'en'
}

const APART = ' / '

/**
 * A sentence in every language as one text, for messages that are written before the reader is
 * known: zod's. `ofAll` takes the reader's part out again.
 */
export function inAll(says: Says): string {
  return LOCALES.map((locale) => says[locale].split(APART).join('/')).join(APART)
}

/** The reader's part of what `inAll` made; any other text as it is. */
export function ofAll(text: string, locale: Locale): string {
  const parts = text.split(APART)
  return parts.length === LOCALES.length ? (parts[LOCALES.indexOf(locale)] ?? text) : text
}
