import { useQuery } from '@tanstack/react-query'
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { healthQuery } from '../api/health.ts'
import { orpc } from '../api/client.ts'
import { useMay } from '../api/may.ts'
import { useFormat } from '../ui/use-format.ts'
import { beatOf } from './beat.ts'
import css from './TopBar.module.css'

const EVERY_MS = 5_000

/** Whether data flow in right now, and how far behind the picture is. */
export function Pulse() {
  const { t } = useTranslation('shell')
  const format = useFormat()
  const mayWatch = useMay()('collect:read')
  const { data, isPending, isError } = useQuery(healthQuery)
  const live = useQuery({
    ...orpc.collect.live.queryOptions({ input: { limit: 1 } }),
    enabled: mayWatch,
    refetchInterval: EVERY_MS,
  })
  if (isPending) return null
  const health = isError ? undefined : data
  const flow = live.data?.stats
  const beat = beatOf(health, flow)
  const rate = flow?.eventsPerSecond
  const delay = flow?.delayMs ?? health?.inbox.oldestAgeMs
  const words = [
    typeof rate === 'number' && rate > 0 && t('pulse.rate', { rate: format.compact(rate) }),
    typeof delay === 'number' && delay > 0 && t('pulse.delay', { delay: format.duration(delay) }),
  ].filter((word) => word !== false)
  const text =
    beat === 'unknown'
      ? t('pulse.unknown')
      : words.length > 0
        ? words.join(' · ')
        : t('pulse.quiet')
  return (
    <Tooltip
      title={
        <>
          <div>{text}</div>
          {health && health.inbox.pending > 0 && (
            <div>{t('pulse.waiting', { count: health.inbox.pending })}</div>
          )}
          <div style={{ opacity: 0.75 }}>{t('pulse.explain')}</div>
        </>
      }
    >
      <button
        type="button"
        className={`${css.pulse} ${css[beat] ?? ''}`}
        aria-label={`${t('pulse.label')}: ${text}`}
      >
        <i className={css.dot} aria-hidden="true" />
        <span className={css.pulseText}>{beat === 'unknown' ? t('pulse.label') : text}</span>
      </button>
    </Tooltip>
  )
}
