import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useWords } from '../profile/words.ts'
import type { RuleWords } from './naming.ts'

export function useRuleWords(): RuleWords {
  const { t } = useTranslation('collect')
  const words = useWords()
  return useMemo(
    () => ({
      base: words.event,
      field: (field) => t(`naming.fields.${field}`),
      op: (op) => t(`naming.ops.${op}`),
    }),
    [t, words],
  )
}
