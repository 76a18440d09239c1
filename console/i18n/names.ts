import { LOCALES } from '#kernel/locale.ts'
import type { Locale } from '#kernel/locale.ts'

/** The console speaks what the server answers in. */
export type Language = Locale
export const LANGUAGES: readonly Language[] = LOCALES

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  en: 'English',
}
