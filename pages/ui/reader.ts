import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Locale } from '#kernel/locale.ts'
import { sayIn } from '../i18n/words.ts'
import type { Say } from '../i18n/words.ts'

export interface Reader {
  language: Locale
  say: Say
}

export const ReaderContext = createContext<Reader>({ language: 'zh-CN', say: sayIn('zh-CN') })

/** The reader's language, and how to speak it. */
export const useReader = (): Reader => useContext(ReaderContext)
