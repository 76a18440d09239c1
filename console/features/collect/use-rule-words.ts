import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useWords } from '../profile/words.ts'
import type { RuleWords } from './naming.ts'

export function useRuleWords(): RuleWords {
  const { t } = useTranslation('naming')
  const words = useWords()
  return useMemo(
    () => ({
      base: words.event,
      field: (field) => t(`fields.${field}`),
      op: (op) => t(`ops.${op}`),
    }),
    [t, words],
  )
}
