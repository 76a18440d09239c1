import { useCallback } from 'react'
import type { Says } from '#kernel/locale.ts'
import { useLanguage } from './language.ts'

/** Words that come in both languages, in the reader's. */
export function useSays(): (says: Says | null | undefined) => string {
  const language = useLanguage()
  return useCallback((says) => says?.[language] ?? '', [language])
}
