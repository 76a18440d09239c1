import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import css from './Freshness.module.css'
import { useFormat } from './use-format.ts'

/** Until when a number is complete (law: no number lies). The exact instant is one hover away. */
export function Freshness({ at }: { at: string | Date }) {
  const { t } = useTranslation('kit')
  const format = useFormat()
  return (
    <Tooltip title={t('freshness', { at: format.time(at, 'second') })}>
      <time className={css.freshness} dateTime={new Date(at).toISOString()}>
        {t('freshnessAgo', { ago: format.ago(at) })}
      </time>
    </Tooltip>
  )
}
