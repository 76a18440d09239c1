import { PauseCircleOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Drawer, Input, Select, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Metric, Metrics } from '../../ui/Metric.tsx'
import { PersonLink } from '../../ui/PersonLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useVocabulary } from '../audience/builder/vocabulary.ts'
import { eventSays } from '../profile/event-says.ts'
import { useWords } from '../profile/words.ts'
import css from './collect.module.css'
import { Findings } from './Findings.tsx'
import { useArrivals } from './use-arrivals.ts'
import type { LiveEvent } from './use-arrivals.ts'

const SPEC = { filters: ['event', 'person', 'source'] } as const

const properties = (canonical: LiveEvent['canonical']): Readonly<Record<string, unknown>> => {
  const inner = canonical.properties
  return typeof inner === 'object' && inner !== null ? { ...inner } : canonical
}

/** Events arriving now, as sent and as understood. */
export function LivePage() {
  const { t } = useTranslation('collect')
  const { state, set } = useTableState(SPEC)
  const [isPaused, setPaused] = useState(false)
  const [open, setOpen] = useState<LiveEvent>()
  const navigate = useNavigate()
  const [event, person, source] = ['event', 'person', 'source'].map(
    (name) => state.filters[name]?.[0],
  )
  const { events, held, stats, error, isPending } = useArrivals({ event, person }, isPaused)
  const rows = events.filter((one) => source === undefined || one.source === source)
  const isFiltered = event !== undefined || person !== undefined || source !== undefined
  const choose = (name: string, value: string | undefined) => {
    const { [name]: _old, ...rest } = state.filters
    set({ filters: value ? { ...rest, [name]: [value] } : rest })
  }
  return (
    <Page
      title={t('live.title')}
      description={t('live.description')}
      isWide
      actions={
        <Button
          icon={isPaused ? <PlayCircleOutlined /> : <PauseCircleOutlined />}
          type={isPaused ? 'primary' : 'default'}
          onClick={() => setPaused(!isPaused)}
        >
          {isPaused ? t('live.resume') : t('live.pause')}
        </Button>
      }
    >
      <Metrics>
        <Metric
          label={t('live.rate')}
          definition={t('live.rateDefinition')}
          value={stats?.eventsPerSecond}
        />
        <Metric
          label={t('live.delay')}
          definition={t('live.delayDefinition')}
          value={stats?.delayMs}
          unit="duration"
          {...(stats?.delayMs === null && { instead: t('live.noDelay') })}
        />
        <Metric
          label={t('live.waiting')}
          definition={t('live.waitingDefinition')}
          value={stats?.waitingBatches}
        />
      </Metrics>
      {error && <ErrorNote error={error} />}
      {!isPending && events.length === 0 && !isFiltered ? (
        <EmptyState
          title={t('live.emptyTitle')}
          text={t('live.emptyText')}
          steps={[t('live.emptyStep1'), t('live.emptyStep2'), t('live.emptyStep3')]}
          action={
            <Button type="primary" onClick={() => void navigate({ to: paths.sources() })}>
              {t('live.emptyAction')}
            </Button>
          }
        />
      ) : (
        <section className={css.frame} aria-label={t('live.title')}>
          <LiveFilters values={{ event, person, source }} onChoose={choose}>
            <span className={css.state} role="status">
              {isPaused ? t('live.paused', { count: held }) : t('live.following')}
            </span>
          </LiveFilters>
          {isPending && <Skeleton active style={{ padding: 16 }} />}
          <LiveTable rows={rows} onOpen={setOpen} />
        </section>
      )}
      <LiveDrawer event={open} onClose={() => setOpen(undefined)} />
    </Page>
  )
}

interface LiveFiltersProps {
  values: Record<'event' | 'person' | 'source', string | undefined>
  onChoose: (name: string, value: string | undefined) => void
  children: ReactNode
}

function LiveFilters({ values, onChoose, children }: LiveFiltersProps) {
  const { t } = useTranslation('collect')
  const vocabulary = useVocabulary()
  const words = useWords()
  const sources = useQuery(orpc.collect.sources.queryOptions({ input: {} }))
  const shared = { allowClear: true, popupMatchSelectWidth: false, style: { minWidth: 150 } }
  return (
    <div className={css.bar} role="search">
      <Select<string>
        {...shared}
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('live.event')}
        placeholder={t('live.anyEvent')}
        value={values.event ?? null}
        options={[...vocabulary.of('event')]}
        onChange={(value) => onChoose('event', value)}
      />
      <Select<string>
        {...shared}
        aria-label={t('live.source')}
        placeholder={t('live.anySource')}
        value={values.source ?? null}
        options={(sources.data?.items ?? []).map(({ name }) => ({
          value: name,
          label: words.source(name),
        }))}
        onChange={(value) => onChoose('source', value)}
      />
      <Input.Search
        allowClear
        style={{ width: 180 }}
        aria-label={t('live.personFilter')}
        placeholder={t('live.personFilter')}
        defaultValue={values.person ?? ''}
        onSearch={(text) =>
          onChoose('person', /^[1-9]\d*$/.test(text.trim()) ? text.trim() : undefined)
        }
      />
      {children}
    </div>
  )
}

function LiveTable({
  rows,
  onOpen,
}: {
  rows: readonly LiveEvent[]
  onOpen: (event: LiveEvent) => void
}) {
  const { t } = useTranslation('collect')
  const teller = { t: useTranslation('profile').t, words: useWords(), format: useFormat() }
  const { words, format } = teller
  return (
    <div
      className={`${css.scroll} ${css.live}`}
      tabIndex={0}
      role="region"
      aria-label={t('live.title')}
    >
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('live.received')}</th>
            <th scope="col">{t('live.event')}</th>
            <th scope="col">{t('live.says')}</th>
            <th scope="col">{t('live.person')}</th>
            <th scope="col">{t('live.source')}</th>
            <th scope="col">{t('live.channel')}</th>
            <th scope="col">{t('live.at')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.cursor} className={css.fresh} onClick={() => onOpen(row)}>
              <td>{format.time(row.receivedAt, 'clock')}</td>
              <td>
                <button type="button" className={css.linkButton} onClick={() => onOpen(row)}>
                  {words.event(row.event)}
                </button>
              </td>
              <td className={css.wide}>
                {eventSays(row.event, properties(row.canonical), teller)}
              </td>
              <td>
                <span onClick={(click) => click.stopPropagation()}>
                  <PersonLink id={row.personId} />
                </span>
              </td>
              <td>{words.source(row.source)}</td>
              <td>
                {words.channel(row.channel)} {row.history && <Tag>{t('live.history')}</Tag>}
                {row.findings.some(({ mode }) => mode !== 'watch') && (
                  <Tag color="warning">{t('plan.against')}</Tag>
                )}
                {!row.counts && <Tag title={t('live.toldAgainHint')}>{t('live.toldAgain')}</Tag>}
              </td>
              <td>{format.time(row.at, 'second')}</td>
            </tr>
          ))}
          {rows.length === 0 && (
            <tr className={css.plain}>
              <td colSpan={7} className={css.muted}>
                {t('live.noMatch')}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  )
}

function LiveDrawer({ event, onClose }: { event: LiveEvent | undefined; onClose: () => void }) {
  const { t } = useTranslation('collect')
  const teller = { t: useTranslation('profile').t, words: useWords(), format: useFormat() }
  return (
    <Drawer
      open={event !== undefined}
      onClose={onClose}
      size={880}
      title={event && teller.words.event(event.event)}
      extra={event && <Link to={paths.person(event.personId)}>{t('live.openPerson')}</Link>}
    >
      {event && (
        <div className={css.column}>
          <p>{eventSays(event.event, properties(event.canonical), teller)}</p>
          <p className={css.muted}>
            {teller.format.time(event.at, 'second')} · {teller.words.source(event.source)} ·{' '}
            {teller.words.channel(event.channel)} · <code>{event.toldAs ?? event.messageId}</code>
          </p>
          {!event.counts && <p className={css.muted}>{t('live.toldAgainHint')}</p>}
          <Findings event={event} />
          <div className={css.pair}>
            <CodeSnippet label={t('live.raw')} code={JSON.stringify(event.raw, null, 2)} />
            <CodeSnippet
              label={t('live.canonical')}
              code={JSON.stringify({ event: event.event, ...event.canonical }, null, 2)}
            />
          </div>
        </div>
      )}
    </Drawer>
  )
}
