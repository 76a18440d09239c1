import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { healthQuery } from '../../api/health.ts'
import { useMay } from '../../api/may.ts'
import { paths } from '../../paths.ts'
import { Metric, Metrics } from '../../ui/Metric.tsx'
import { Panel } from '../../ui/Panel.tsx'

const EVERY_MS = 5_000
const ALARMS_EVERY_MS = 30_000

/** Whether data flow right now, and what is held up. */
export function Today() {
  const { t } = useTranslation('insight')
  const mayWatch = useMay()('collect:read')
  const health = useQuery(healthQuery)
  const live = useQuery({
    ...orpc.collect.live.queryOptions({ input: { limit: 1 } }),
    enabled: mayWatch,
    refetchInterval: EVERY_MS,
  })
  const dead = useQuery({
    ...orpc.collect.deadLetters.queryOptions({ input: { limit: 1 } }),
    enabled: mayWatch,
  })
  const alarms = useQuery({
    ...orpc.collect.alarms.queryOptions({ input: { limit: 1 } }),
    enabled: mayWatch,
    refetchInterval: ALARMS_EVERY_MS,
  })
  const letters = dead.data?.reasons.reduce((sum, reason) => sum + reason.letters, 0)
  const waiting = health.data && health.data.inbox.pending >= 0 ? health.data.inbox.pending : null
  if (!mayWatch) return null
  return (
    <Panel title={t('overview.today')} extra={t('overview.todayText')} isFlush>
      <Metrics>
        <Metric
          label={t('overview.rate')}
          definition={t('overview.rateDefinition')}
          value={live.data?.stats.eventsPerSecond}
          to={paths.live()}
        />
        <Metric
          label={t('overview.delay')}
          definition={t('overview.delayDefinition')}
          value={live.data?.stats.delayMs}
          unit="duration"
          {...(live.data?.stats.delayMs === null && { instead: t('overview.noDelay') })}
        />
        <Metric
          label={t('overview.waiting')}
          definition={t('overview.waitingDefinition')}
          value={waiting}
          to={paths.status()}
        />
        <Metric
          label={t('overview.dead')}
          definition={t('overview.deadDefinition')}
          value={letters}
          to={paths.deadLetters()}
        />
        <Metric
          label={t('overview.alarms')}
          definition={t('overview.alarmsDefinition')}
          value={alarms.data?.totals.open}
          to={paths.alarms()}
        />
      </Metrics>
    </Panel>
  )
}
