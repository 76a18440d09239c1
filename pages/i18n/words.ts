import type { Locale } from '#kernel/locale.ts'
import { en } from './en.ts'
import { zhCN } from './zh-cn.ts'
import type { WordKey, Words } from './zh-cn.ts'
import { zhTW } from './zh-tw.ts'

export const WORDS: Readonly<Record<Locale, Words>> = {
  'zh-CN': zhCN,
  'zh-TW': zhTW,
  en,
}

export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

/** A word in the reader's language, with its blanks filled. */
export const sayIn =
  (language: Locale): Say =>
  (key, values = {}) =>
    WORDS[language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
      name in values ? String(values[name]) : whole,
    )
