import { useTranslation } from 'react-i18next'
import type { Permission } from '#kernel/route.ts'
import { useMay } from '../api/may.ts'

/** Why she may not do this; `undefined` when she may. For `disabledReason`. */
export function useNotAllowed(wish: Permission): string | undefined {
  const { t } = useTranslation('kit')
  const may = useMay()
  return may(wish) ? undefined : `${t('error.forbidden')} (${wish})`
}
