import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { healthQuery } from '../../api/health.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Metric, Metrics } from '../../ui/Metric.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './StatusPage.module.css'
import { storeStates } from './store-states.ts'
import type { StoreState } from './store-states.ts'

/** How the server is, from `GET /health`. */
export function StatusPage() {
  const { t } = useTranslation('governance')
  const { data, error, refetch, dataUpdatedAt } = useQuery(healthQuery)
  const format = useFormat()
  return (
    <Page
      title={t('status.title')}
      description={t('status.description')}
      badge={
        data && (
          <State isOk={data.status === 'ok'} word={data.status === 'ok' ? 'ok' : 'degraded'} />
        )
      }
      asOf={data ? new Date(dataUpdatedAt) : undefined}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      <Metrics>
        <Metric
          label={t('status.inboxPending')}
          definition={t('status.inboxPendingDefinition')}
          value={data?.inbox.pending}
        />
        <Metric
          label={t('status.inboxAge')}
          definition={t('status.inboxAgeDefinition')}
          value={data?.inbox.oldestAgeMs}
          unit="duration"
          instead={data && data.inbox.pending === 0 ? t('status.empty') : undefined}
        />
      </Metrics>
      <Panel title={t('status.server')}>
        <dl className={css.facts}>
          <div>
            <dt>{t('status.version')}</dt>
            <dd>{data?.version ?? '—'}</dd>
          </div>
          <div>
            <dt>{t('status.serverTime')}</dt>
            <dd>{format.time(data?.time, 'second')}</dd>
          </div>
        </dl>
      </Panel>
      <Panel title={t('status.stores')}>
        <dl className={css.facts}>
          {storeStates(data?.stores ?? {}).map((store) => (
            <Store key={store.name} store={store} />
          ))}
        </dl>
      </Panel>
    </Page>
  )
}

function Store({ store }: { store: StoreState }) {
  const { t } = useTranslation('governance')
  const { name, isOk, detail } = store
  const shown = name === 'postgres' || name === 'clickhouse' ? t(`status.names.${name}`) : name
  return (
    <div>
      <dt>{shown}</dt>
      <dd>
        <State isOk={isOk} word={isOk ? 'ok' : 'down'} />
        {detail && <span className={css.detail}>{detail}</span>}
      </dd>
    </div>
  )
}

function State({ isOk, word }: { isOk: boolean; word: 'ok' | 'degraded' | 'down' }) {
  const { t } = useTranslation('governance')
  return (
    <StatusDot tone={isOk ? 'good' : word === 'down' ? 'bad' : 'warn'}>
      {t(`status.${word}`)}
    </StatusDot>
  )
}
