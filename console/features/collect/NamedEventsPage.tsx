import { AimOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { useTimeZone } from '../../api/session.ts'
import { Sparkline } from '../../chart/Sparkline.tsx'
import { DataTable } from '../../table/DataTable.tsx'
import type { Column } from '../../table/column.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { CapturedPanel } from './CapturedPanel.tsx'
import css from './collect.module.css'
import { NamingDrawer } from './NamingDrawer.tsx'
import type { Begun } from './NamingDrawer.tsx'
import { PointDrawer } from './PointDrawer.tsx'
import { ruleSays } from './naming.ts'
import type { NamedEvent } from './naming.ts'
import { useRuleWords } from './use-rule-words.ts'

const SPEC = { filters: ['state'] } as const
const DAYS = 30
const FRESH: Begun = {
  rule: { base: 'element_clicked', where: [{ field: 'text', op: 'is', value: '' }] },
}

/** What was captured, named afterwards. */
export function NamedEventsPage() {
  const { t } = useTranslation('naming')
  const refused = useNotAllowed('collect:write')
  const control = useTableState(SPEC)
  const [open, setOpen] = useState<Begun>()
  const [isPointing, setPointing] = useState(false)
  const { q, filters } = control.state
  const input = { archived: filters.state?.[0] === 'archived', ...(q && { q }) }
  const list = useList<NamedEvent>({
    key: [['collect'], 'named', input],
    load: (cursor, signal) => api.collect.namedEvents({ ...input, cursor }, { signal }),
  })
  const begin = (
    <span className={css.acts}>
      <ActionButton
        icon={<AimOutlined />}
        disabledReason={refused}
        onClick={() => setPointing(true)}
      >
        {t('point.begin')}
      </ActionButton>
      <ActionButton
        type="primary"
        icon={<PlusOutlined />}
        disabledReason={refused}
        onClick={() => setOpen(FRESH)}
      >
        {t('begin')}
      </ActionButton>
    </span>
  )
  return (
    <Page title={t('title')} description={t('description')} actions={begin}>
      <DataTable
        id="named-events"
        label={t('title')}
        columns={useNamedColumns((named) => setOpen({ named, rule: named.rule }))}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        search={t('search')}
        filters={[
          {
            name: 'state',
            label: t('state'),
            options: [
              { value: 'in_force', label: t('inForce') },
              { value: 'archived', label: t('archived') },
            ],
          },
        ]}
        empty={
          <EmptyState
            title={t('emptyTitle')}
            text={t('emptyText')}
            steps={[t('step1'), t('step2'), t('step3')]}
          />
        }
      />
      <CapturedPanel refused={refused} onName={setOpen} />
      {isPointing && <PointDrawer onPicked={setOpen} onClose={() => setPointing(false)} />}
      {open && <NamingDrawer begun={open} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}

function useNamedColumns(onOpen: (named: NamedEvent) => void): readonly Column<NamedEvent>[] {
  const { t } = useTranslation('naming')
  const format = useFormat()
  const words = useRuleWords()
  const timeZone = useTimeZone()
  const volume = useQuery(
    orpc.insight.namedEventVolume.queryOptions({ input: { days: DAYS, timeZone } }),
  )
  return useMemo(() => {
    const counted = new Map((volume.data?.items ?? []).map((one) => [one.id, one]))
    return [
      {
        key: 'label',
        title: t('label'),
        isMain: true,
        width: 200,
        render: (row) => (
          <Button type="link" className={css.flushLink} onClick={() => onOpen(row)}>
            {row.label}
          </Button>
        ),
        text: ({ label }) => label,
      },
      {
        key: 'rule',
        title: t('rule'),
        width: 380,
        render: ({ rule }) => ruleSays(rule, words),
        text: ({ rule }) => ruleSays(rule, words),
      },
      {
        key: 'events',
        title: t('events', { count: DAYS }),
        width: 120,
        isNumber: true,
        render: ({ id }) => format.number(counted.get(id)?.events),
        text: ({ id }) => String(counted.get(id)?.events ?? ''),
      },
      {
        key: 'course',
        title: t('course'),
        width: 110,
        render: ({ id }) => {
          const perDay = counted.get(id)?.perDay
          return perDay ? <Sparkline values={perDay} label={t('course')} /> : NOTHING
        },
      },
      {
        key: 'name',
        title: t('name'),
        width: 160,
        isExtra: true,
        render: ({ name }) => <code>{name}</code>,
        text: ({ name }) => name,
      },
      {
        key: 'changed',
        title: t('changed'),
        width: 180,
        render: ({ changedAt, changedBy }) => `${format.time(changedAt)} · ${changedBy}`,
        text: ({ changedAt }) => changedAt,
      },
    ]
  }, [t, format, words, volume.data, onOpen])
}
