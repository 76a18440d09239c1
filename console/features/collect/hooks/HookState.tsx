import { useTranslation } from 'react-i18next'
import { serverNow } from '../../../api/server-clock.ts'
import { StatusDot } from '../../../ui/StatusDot.tsx'
import type { HookRow } from './hook.ts'

const DAY_MS = 86_400_000

type Seen = Pick<HookRow, 'revokedAt' | 'lastBadSignatureAt' | 'mapping'>

/** Revoked; refused lately because of its signature; nothing said yet of what it means; or well. */
export function HookState({ hook }: { hook: Seen }) {
  const { t } = useTranslation('webhook')
  const { revokedAt, lastBadSignatureAt, mapping } = hook
  if (revokedAt) return <StatusDot tone="calm">{t('states.revoked')}</StatusDot>
  const isBad =
    lastBadSignatureAt && serverNow().getTime() - new Date(lastBadSignatureAt).getTime() < DAY_MS
  if (isBad) return <StatusDot tone="bad">{t('states.unsigned')}</StatusDot>
  if (mapping.cases.length === 0) return <StatusDot tone="warn">{t('states.unmapped')}</StatusDot>
  return <StatusDot tone="good">{t('states.active')}</StatusDot>
}
