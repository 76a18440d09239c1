import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Select, Skeleton, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Metric, Metrics } from '../../ui/Metric.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { eventSays } from '../profile/event-says.ts'
import { useWords } from '../profile/words.ts'
import css from './insight.module.css'

const LOOKBACKS = [7, 30, 90, 180, 365] as const
const SHOWN_FACTS = 5

/** Why an order is credited as it is: every touch before it. */
export function OrderTracePage() {
  const { t } = useTranslation('insight')
  const teller = { t: useTranslation('profile').t, words: useWords(), format: useFormat() }
  const { words, format } = teller
  const { id = '' } = useParams({ strict: false })
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const lookbackDays = LOOKBACKS.find((one) => one === Number(search.lookback)) ?? 30
  const { data, error, isPending, refetch } = useQuery(
    orpc.insight.orderTrace.queryOptions({ input: { orderId: id, lookbackDays } }),
  )
  const first = data?.touches[0]
  return (
    <Page
      title={t('trace.title', { id })}
      description={t('trace.description')}
      back={<Link to={paths.attribution()}>{`← ${t('trace.back')}`}</Link>}
      actions={
        <Select
          aria-label={t('attribution.lookback')}
          prefix={t('attribution.lookback')}
          value={lookbackDays}
          options={LOOKBACKS.map((value) => ({
            value,
            label: t('attribution.lookbackDays', { count: value }),
          }))}
          onChange={(lookback) =>
            void navigate({ to: '.', search: () => ({ lookback }), replace: true })
          }
        />
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton active />}
      {data && (
        <>
          <Metrics>
            <Metric
              label={t('trace.paid')}
              definition={t('trace.paidDefinition')}
              value={data.paidFen}
              unit="money"
            />
            <Metric
              label={t('trace.net')}
              definition={t('trace.netDefinition')}
              value={data.netFen}
              unit="money"
            />
            <Metric
              label={t('trace.touches')}
              definition={t('trace.touchesDefinition')}
              value={data.touches.length}
            />
            <Metric
              label={t('trace.took')}
              definition={t('trace.tookDefinition')}
              value={first ? Date.parse(data.paidAt) - Date.parse(first.at) : null}
              unit="duration"
            />
          </Metrics>
          <Panel
            title={t('trace.timeline')}
            extra={
              <Link to={paths.person(data.personId)}>
                {t('trace.person')} · {data.personId}
              </Link>
            }
          >
            {data.touches.length === 0 && <p className={css.hint}>{t('trace.none')}</p>}
            <ol className={css.touches}>
              {data.touches.map((touch) => (
                <li key={touch.messageId}>
                  <div className={css.touchHead}>
                    <time dateTime={touch.at}>{format.time(touch.at, 'second')}</time>
                    <span>{eventSays(touch.event, touch.properties, teller)}</span>
                    {touch.first && <Tag color="processing">{t('trace.first')}</Tag>}
                    {touch.last && <Tag color="processing">{t('trace.last')}</Tag>}
                  </div>
                  <div className={css.touchFacts}>
                    <span>{words.channel(touch.channel)}</span>
                    {Object.entries(touch.properties)
                      .filter(([name]) => /_(id|code)$|^platform$|^carrier$/.test(name))
                      .slice(0, SHOWN_FACTS)
                      .map(([name, value]) => (
                        <code key={name}>{`${name}=${String(value)}`}</code>
                      ))}
                  </div>
                </li>
              ))}
              <li>
                <div className={css.touchHead}>
                  <time dateTime={data.paidAt}>{format.time(data.paidAt, 'second')}</time>
                  <b>{t('trace.order')}</b> {format.money(data.paidFen)}
                </div>
              </li>
            </ol>
          </Panel>
        </>
      )}
    </Page>
  )
}
