import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { healthQuery } from '../../api/health.ts'
import type { Health } from '../../api/health.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Metric, Metrics } from '../../ui/Metric.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './StatusPage.module.css'

/** How the server is, from `GET /health`. */
export function StatusPage() {
  const { t } = useTranslation('governance')
  const { data, error, refetch } = useQuery(healthQuery)
  const format = useFormat()
  const known = data && data.inbox.pending >= 0 ? data.inbox : undefined
  return (
    <Page
      title={t('status.title')}
      description={t('status.description')}
      badge={
        data && (
          <State isOk={data.status === 'ok'} word={data.status === 'ok' ? 'ok' : 'degraded'} />
        )
      }
      asOf={data?.time}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      <Metrics>
        <Metric
          label={t('status.inboxPending')}
          definition={t('status.inboxPendingDefinition')}
          value={known?.pending}
        />
        <Metric
          label={t('status.inboxAge')}
          definition={t('status.inboxAgeDefinition')}
          value={known?.oldestAgeMs}
          unit="duration"
          instead={known?.pending === 0 ? t('status.empty') : undefined}
        />
      </Metrics>
      <Panel title={t('status.server')}>
        <dl className={css.facts}>
          <div>
            <dt>{t('status.version')}</dt>
            <dd>{data?.version ?? NOTHING}</dd>
          </div>
          <div>
            <dt>{t('status.serverTime')}</dt>
            <dd>{format.time(data?.time, 'second')}</dd>
          </div>
          <div>
            <dt>{t('status.clock')}</dt>
            <dd>{data ? t(`status.clocks.${data.clock}`) : NOTHING}</dd>
          </div>
        </dl>
      </Panel>
      <Panel title={t('status.stores')}>
        <dl className={css.facts}>
          {Object.entries(data?.stores ?? {}).map(([name, store]) => (
            <Store key={name} name={name} store={store} />
          ))}
        </dl>
      </Panel>
    </Page>
  )
}

function Store({ name, store }: { name: string; store: Health['stores'][string] }) {
  const { t } = useTranslation('governance')
  const { status, kind } = store
  return (
    <div>
      <dt>{name === 'postgres' || name === 'clickhouse' ? t(`status.names.${name}`) : name}</dt>
      <dd>
        <State isOk={status === 'ok'} word={status} />
        <span className={css.detail}>
          {kind === 'embedded' ? t('status.embedded') : t('status.external')}
        </span>
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
