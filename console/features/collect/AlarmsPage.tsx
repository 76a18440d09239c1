import { BellOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { DataTable } from '../../table/DataTable.tsx'
import type { Column } from '../../table/column.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useWords } from '../profile/words.ts'
import { AlarmDrawer } from './AlarmDrawer.tsx'
import { stateOf, toneOf } from './alarm-state.ts'
import type { Alarm } from './alarm-state.ts'
import { AlarmSettings } from './AlarmSettings.tsx'

const SPEC = { filters: ['state', 'kind', 'source'] } as const
const KINDS = ['silence', 'drop', 'surge', 'missing', 'new_value'] as const
const EVERY_MS = 30_000

/** Where the data broke, when, and what may have caused it. One alarm is open at `?alarm=<id>`. */
export function AlarmsPage() {
  const { t } = useTranslation('collect')
  const control = useTableState(SPEC)
  const words = useWords()
  const [isSetting, setSetting] = useState(false)
  const { filters } = control.state
  const input = {
    state: filters.state?.[0] === 'closed' ? ('closed' as const) : ('open' as const),
    kind: KINDS.find((kind) => kind === filters.kind?.[0]),
    source: filters.source?.[0],
  }
  const list = useList<Alarm>({
    key: [['collect'], 'alarms', input],
    load: (cursor, signal) => api.collect.alarms({ ...input, cursor }, { signal }),
  })
  const all = useQuery({
    ...orpc.collect.alarms.queryOptions({ input: { limit: 1 } }),
    refetchInterval: EVERY_MS,
  })
  const sources = useQuery(orpc.collect.sources.queryOptions({ input: {} }))
  const totals = all.data?.totals
  const opened = typeof control.search.alarm === 'string' ? control.search.alarm : undefined
  return (
    <Page
      title={t('alarms.title')}
      description={t('alarms.description', { count: totals?.watched ?? 0 })}
      actions={
        <Button icon={<BellOutlined />} onClick={() => setSetting(true)}>
          {t('alarms.settings')}
        </Button>
      }
    >
      <DataTable
        id="alarms"
        label={t('alarms.title')}
        columns={useAlarmColumns()}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        filters={[
          {
            name: 'state',
            label: t('alarms.state'),
            options: (['open', 'closed'] as const).map((value) => ({
              value,
              label: t(`alarms.${value}`, { count: totals?.[value] ?? 0 }),
            })),
          },
          {
            name: 'kind',
            label: t('alarms.kind'),
            options: KINDS.map((value) => ({ value, label: t(`alarms.kinds.${value}`) })),
          },
          {
            name: 'source',
            label: t('alarms.source'),
            options: (sources.data?.items ?? []).map(({ name }) => ({
              value: name,
              label: words.source(name),
            })),
          },
        ]}
        empty={
          <EmptyState
            title={t('alarms.emptyTitle')}
            text={t('alarms.emptyText', { count: totals?.watched ?? 0 })}
            steps={[t('alarms.step1'), t('alarms.step2'), t('alarms.step3')]}
            action={
              (totals?.closed ?? 0) > 0 ? (
                <Link to={paths.alarms()} search={{ state: 'closed' }}>
                  {t('alarms.seeClosed', { count: totals?.closed })}
                </Link>
              ) : (
                <Button onClick={() => setSetting(true)}>{t('alarms.settings')}</Button>
              )
            }
          />
        }
      />
      {opened && (
        <AlarmDrawer
          id={opened}
          onClose={() => control.go(({ alarm: _closed, ...rest }) => rest)}
        />
      )}
      <AlarmSettings isOpen={isSetting} onClose={() => setSetting(false)} />
    </Page>
  )
}

function useAlarmColumns(): readonly Column<Alarm>[] {
  const { t } = useTranslation('collect')
  const format = useFormat()
  const words = useWords()
  return useMemo(
    () => [
      {
        key: 'says',
        title: t('alarms.says'),
        isMain: true,
        width: 380,
        render: ({ id, says }) => (
          <Link to={paths.alarms()} search={(now) => ({ ...now, alarm: id })}>
            {says}
          </Link>
        ),
        text: ({ says }) => says,
      },
      {
        key: 'state',
        title: t('alarms.state'),
        width: 120,
        render: (row) => (
          <StatusDot tone={toneOf(row)}>{t(`alarms.states.${stateOf(row)}`)}</StatusDot>
        ),
        text: (row) => stateOf(row),
      },
      {
        key: 'kind',
        title: t('alarms.kind'),
        width: 110,
        render: ({ kind }) => t(`alarms.kinds.${kind}`),
        text: ({ kind }) => kind,
      },
      {
        key: 'cause',
        title: t('alarms.cause'),
        width: 360,
        render: ({ causes }) => causes[0]?.says ?? NOTHING,
        text: ({ causes }) => causes.map(({ says }) => says).join('; '),
      },
      {
        key: 'source',
        title: t('alarms.source'),
        width: 120,
        isExtra: true,
        render: ({ source }) => words.source(source),
        text: ({ source }) => source,
      },
      {
        key: 'since',
        title: t('alarms.since'),
        width: 150,
        render: ({ since }) => format.time(since),
        text: ({ since }) => since,
      },
      {
        key: 'closedAt',
        title: t('alarms.closedAt'),
        width: 150,
        isExtra: true,
        render: ({ closedAt }) => format.time(closedAt),
        text: ({ closedAt }) => closedAt ?? '',
      },
    ],
    [t, format, words],
  )
}
