import { useTranslation } from 'react-i18next'
import type { Status } from '#modules/content/model/lifecycle.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/StatusDot.tsx'

const TONE: Readonly<Record<Status, Tone>> = {
  draft: 'calm',
  in_review: 'busy',
  published: 'good',
  archived: 'calm',
}

export function ContentStatus({ status }: { status: Status }) {
  const { t } = useTranslation('content')
  return <StatusDot tone={TONE[status]}>{t(`status.${status}`)}</StatusDot>
}
