import { Alert, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import type { Rules } from './rules.ts'

/** How far the last change has come with the past. */
export function RulesRun({ run }: { run: NonNullable<Rules['run']> }) {
  const { t } = useTranslation('identity')
  const format = useFormat()
  const { people, left, merged, split, finishedAt, version } = run
  const counts = { merged: format.number(merged), split: format.number(split) }
  if (finishedAt)
    return (
      <Alert
        type="success"
        showIcon
        title={t('rules.done', { version, at: format.time(finishedAt), ...counts })}
      />
    )
  const percent = people === 0 ? 100 : Math.round(((people - left) / people) * 100)
  return (
    <Alert
      type="info"
      showIcon
      title={t('rules.applying', { version, ...counts })}
      description={<Progress percent={percent} aria-label={t('rules.progress')} />}
    />
  )
}
