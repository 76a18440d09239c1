import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { serverNow } from '../api/server-clock.ts'
import css from './Freshness.module.css'
import { useFormat } from './use-format.ts'

/** Until when a number is complete (law: no number lies). The exact instant is one hover away. */
export function Freshness({ at }: { at: string | Date }) {
  const { t } = useTranslation('kit')
  const format = useFormat()
  return (
    <Tooltip title={t('freshness', { at: format.time(at, 'second') })}>
      <time className={css.freshness} dateTime={new Date(at).toISOString()}>
        {t('freshnessAgo', { ago: format.relative(notAhead(at)) })}
      </time>
    </Tooltip>
  )
}

/** A demo's clock runs faster than ours is told of: what is ahead of ours is of just now. */
const notAhead = (at: string | Date): Date =>
  new Date(Math.min(new Date(at).getTime(), serverNow().getTime()))
