import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Drawer, Dropdown, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { LineChart } from '../../chart/LineChart.tsx'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { useWords } from '../profile/words.ts'
import { stateOf, toneOf } from './alarm-state.ts'
import css from './collect.module.css'

type Whole = Awaited<ReturnType<typeof api.collect.alarm>>

const MUTES_HOURS = [24, 24 * 7, 24 * 30]

interface AlarmDrawerProps {
  id: string
  onClose: () => void
}

/** One break: the hours around it against what was usual, and the trail to what may have caused it. */
export function AlarmDrawer({ id, onClose }: AlarmDrawerProps) {
  const { t } = useTranslation('collect')
  const { data, error } = useQuery(orpc.collect.alarm.queryOptions({ input: { id } }))
  return (
    <Drawer
      open
      onClose={onClose}
      size={720}
      title={t('alarms.one')}
      extra={data && !data.closedAt && <Acts alarm={data} />}
    >
      {error && <ErrorNote error={error} />}
      {!data && !error && <Skeleton active />}
      {data && <Body alarm={data} />}
    </Drawer>
  )
}

function Acts({ alarm }: { alarm: Whole }) {
  const { t } = useTranslation('collect')
  const refused = useNotAllowed('collect:write')
  const acknowledge = useAct(() => api.collect.acknowledgeAlarm({ id: alarm.id }), {
    refreshes: ['collect'],
  })
  const resolve = useAct(() => api.collect.resolveAlarm({ id: alarm.id }), {
    refreshes: ['collect'],
    done: t('alarms.resolved'),
  })
  const mute = useAct((hours: number) => api.collect.muteAlarm({ id: alarm.id, hours }), {
    refreshes: ['collect'],
    done: t('alarms.muted'),
  })
  return (
    <span className={css.acts}>
      {!alarm.ackedAt && (
        <ActionButton
          type="primary"
          disabledReason={refused}
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate(undefined)}
        >
          {t('alarms.acknowledge')}
        </ActionButton>
      )}
      <ActionButton
        disabledReason={refused}
        loading={resolve.isPending}
        onClick={() => resolve.mutate(undefined)}
      >
        {t('alarms.resolve')}
      </ActionButton>
      {refused === undefined && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: MUTES_HOURS.map((hours) => ({
              key: String(hours),
              label: t('alarms.muteFor', { count: hours / 24 }),
            })),
            onClick: ({ key }) => mute.mutate(Number(key)),
          }}
        >
          <Button loading={mute.isPending}>{t('alarms.mute')}</Button>
        </Dropdown>
      )}
    </span>
  )
}

function Body({ alarm }: { alarm: Whole }) {
  const { t } = useTranslation('collect')
  const format = useFormat()
  const words = useWords()
  const by = (at: string | null, who: string | null) =>
    at ? [format.time(at), who].filter(Boolean).join(' · ') : ''
  const facts = [
    { label: t('alarms.source'), value: words.source(alarm.source) },
    { label: t('alarms.since'), value: format.time(alarm.since) },
    { label: t('alarms.openedAt'), value: format.time(alarm.openedAt) },
    { label: t('alarms.ackedAt'), value: by(alarm.ackedAt, alarm.ackedBy) },
    { label: t('alarms.closedAt'), value: by(alarm.closedAt, alarm.closedBy) },
  ]
  return (
    <div className={css.column}>
      <StatusDot tone={toneOf(alarm)}>{t(`alarms.states.${stateOf(alarm)}`)}</StatusDot>
      <p className={css.sentence}>{alarm.says}</p>
      <Facts items={facts.filter(({ value }) => value !== '')} />
      <section>
        <h3>{t('alarms.causes')}</h3>
        <ol className={css.causes}>
          {alarm.causes.map(({ kind, says, page }) => (
            <li key={kind}>
              {says}{' '}
              <Link to={paths[page]()} search={searchOf(page, alarm)}>
                {t(`alarms.look.${page}`)}
              </Link>
            </li>
          ))}
        </ol>
      </section>
      {alarm.hours.length > 0 && <Hours alarm={alarm} />}
    </div>
  )
}

type CausePage = Whole['causes'][number]['page']

const searchOf = (page: CausePage, { source, event }: Whole): Record<string, string> =>
  page === 'live' ? { source, ...(event && { event }) } : {}

function Hours({ alarm: { hours, event, source } }: { alarm: Whole }) {
  const { t } = useTranslation('collect')
  const format = useFormat()
  const words = useWords()
  return (
    <LineChart
      title={t('alarms.hours', { of: event || words.source(source) })}
      definition={t('alarms.hoursDefinition')}
      at={hours.map(({ at }) => format.time(at))}
      lines={[
        { name: t('alarms.seen'), values: hours.map(({ seen }) => seen) },
        { name: t('alarms.expected'), values: hours.map(({ expected }) => expected) },
      ]}
      band={{ low: hours.map(({ low }) => low), high: hours.map(({ high }) => high) }}
    />
  )
}
