import { useQuery } from '@tanstack/react-query'
import { Drawer, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { StaticTable } from '../../table/StaticTable.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/StatusDot.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { useWords } from '../profile/words.ts'
import { AlarmRecipient } from './AlarmRecipient.tsx'
import css from './collect.module.css'

type Told = Awaited<ReturnType<typeof api.collect.alarmRecipients>>
type Mute = Awaited<ReturnType<typeof api.collect.alarmMutes>>['items'][number]

const CARRIERS = ['webhook', 'email'] as const
const EVERY_MS = 5_000
const TONE: Readonly<Record<Told['notices'][number]['state'], Tone>> = {
  ...{ waiting: 'busy', sent: 'good', failed: 'bad' },
}

/** Who is told of alarms outside of the console, what became of it, and of what nobody is told. */
export function AlarmSettings({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('collect')
  return (
    <Drawer open={isOpen} onClose={onClose} size={680} title={t('alarms.settings')} destroyOnHidden>
      <div className={css.column}>
        <Recipients />
        <Mutes />
      </div>
    </Drawer>
  )
}

function Recipients() {
  const { data, error } = useQuery({
    ...orpc.collect.alarmRecipients.queryOptions({ input: {} }),
    refetchInterval: EVERY_MS,
  })
  if (error) return <ErrorNote error={error} />
  if (!data) return <Skeleton active />
  return (
    <>
      {CARRIERS.map((carrier) => {
        const saved = data.items.find((one) => one.carrier === carrier)
        return (
          <AlarmRecipient key={`${carrier} ${saved?.updatedAt}`} carrier={carrier} saved={saved} />
        )
      })}
      <Notices notices={data.notices} />
    </>
  )
}

function Notices({ notices }: Pick<Told, 'notices'>) {
  const { t } = useTranslation('collect')
  const format = useFormat()
  if (notices.length === 0) return null
  return (
    <section>
      <h3>{t('alarms.notices')}</h3>
      <StaticTable
        aria-label={t('alarms.notices')}
        rowKey={({ id }) => id}
        dataSource={[...notices]}
        columns={[
          {
            key: 'about',
            title: t('alarms.about'),
            render: (_, { about, alarms }) => t(`alarms.abouts.${about}`, { count: alarms }),
          },
          {
            key: 'carrier',
            title: t('alarms.carrier'),
            render: (_, row) => t(`alarms.${row.carrier}`),
          },
          { key: 'at', title: t('alarms.at'), render: (_, { at }) => format.time(at, 'second') },
          {
            key: 'state',
            title: t('alarms.state'),
            render: (_, { state, attempts, error }) => (
              <span title={error ?? undefined}>
                <StatusDot tone={TONE[state]}>{t(`alarms.noticeStates.${state}`)}</StatusDot>
                {error && state !== 'sent' && (
                  <small className={css.reason}>
                    {error} ({attempts})
                  </small>
                )}
              </span>
            ),
          },
        ]}
      />
    </section>
  )
}

function Mutes() {
  const { t } = useTranslation('collect')
  const format = useFormat()
  const words = useWords()
  const refused = useNotAllowed('collect:write')
  const { data } = useQuery(orpc.collect.alarmMutes.queryOptions({ input: {} }))
  const lift = useAct(({ event, source }: Mute) => api.collect.liftMute({ event, source }), {
    refreshes: ['collect'],
  })
  if (!data || data.items.length === 0) return null
  return (
    <section>
      <h3>{t('alarms.mutes')}</h3>
      <StaticTable
        aria-label={t('alarms.mutes')}
        rowKey={({ event, source }) => JSON.stringify([event, source])}
        dataSource={[...data.items]}
        columns={[
          {
            key: 'what',
            title: t('alarms.mutedOf'),
            render: (_, { event, source }) =>
              `${event || t('alarms.wholeSource')} · ${words.source(source)}`,
          },
          { key: 'until', title: t('alarms.until'), render: (_, { until }) => format.time(until) },
          { key: 'by', title: t('alarms.by'), render: (_, { by }) => by },
          {
            key: 'act',
            title: '',
            render: (_, row) => (
              <ActionButton
                size="small"
                type="text"
                disabledReason={refused}
                onClick={() => lift.mutate(row)}
              >
                {t('alarms.lift')}
              </ActionButton>
            ),
          },
        ]}
      />
    </section>
  )
}
