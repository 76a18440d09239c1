import { useTranslation } from 'react-i18next'
import type { Permission } from '#kernel/route.ts'
import { HOLDERS } from '#modules/governance/model/roles.ts'
import { useMay } from '../api/may.ts'
import { useWorkspace } from '../api/session.ts'

/** Why she may not do this; `undefined` when she may. For `disabledReason`. */
export function useNotAllowed(wish: Permission): string | undefined {
  return useWhyNot()(wish)
}

/** The same for wishes that come up while drawing: names her role, and the roles that may. */
export function useWhyNot(): (wish: Permission | undefined) => string | undefined {
  const { t, i18n } = useTranslation(['kit', 'shell'])
  const may = useMay()
  const role = useWorkspace()?.role
  return (wish) => {
    if (wish === undefined || may(wish)) return undefined
    if (!role || wish === 'public' || wish === 'signed_in') return t('kit:error.forbidden')
    const others = HOLDERS[wish].map((one) => t(`shell:role.${one}`))
    const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(others)
    return t('kit:error.notYourRole', { role: t(`shell:role.${role}`), others: list })
  }
}
