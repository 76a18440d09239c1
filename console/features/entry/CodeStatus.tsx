import { useTranslation } from 'react-i18next'
import type { Status } from '#modules/entry/model/code.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/StatusDot.tsx'

const TONE: Readonly<Record<Status, Tone>> = {
  creating: 'busy',
  live: 'good',
  failed: 'bad',
  deleted: 'calm',
}

export function CodeStatus({ status }: { status: Status }) {
  const { t } = useTranslation('entry')
  return <StatusDot tone={TONE[status]}>{t(`code.status.${status}`)}</StatusDot>
}
