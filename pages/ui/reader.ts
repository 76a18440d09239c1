import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ReaderLanguage } from '#kernel/reader-language.ts'
import { sayIn } from '../i18n/words.ts'
import type { Say } from '../i18n/words.ts'

export interface Reader {
  language: ReaderLanguage
  say: Say
}

export const ReaderContext = createContext<Reader>({ language: 'zh-CN', say: sayIn('zh-CN') })

/** The reader's language, and how to speak it. */
export const useReader = (): Reader => useContext(ReaderContext)
