import { useTranslation } from 'react-i18next'
import type { GroupCode } from './types.ts'

/** When a code will be full, at the pace of the last seven days; the interval is one hover away. */
export function Forecast({ code }: { code: Pick<GroupCode, 'forecast' | 'room'> }) {
  const { t } = useTranslation('groupCode')
  const { perDay, fullInDays, soonestInDays, latestInDays } = code.forecast
  const range =
    soonestInDays === null
      ? ''
      : latestInDays === null
        ? t('fullFrom', { soonest: soonestInDays })
        : t('fullRange', { soonest: soonestInDays, latest: latestInDays })
  return (
    <span title={range}>
      {fullInDays === null ? t('notAtThisPace') : t('fullIn', { days: fullInDays })}
      {' · '}
      {t('perDay', { count: perDay })}
    </span>
  )
}
