import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GROUP_CODE_KINDS, GROUP_CODE_STATUSES } from '#modules/entry/model/group-code.ts'
import { api, orpc } from '../../../api/client.ts'
import { paths } from '../../../paths.ts'
import type { Column } from '../../../table/column.ts'
import { DataTable } from '../../../table/DataTable.tsx'
import { useBegin } from '../../../table/use-begin.ts'
import { useList } from '../../../table/use-list.ts'
import { useTableState } from '../../../table/use-table-state.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { StatusDot } from '../../../ui/StatusDot.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useNotAllowed } from '../../../ui/use-not-allowed.ts'
import { Forecast } from './Forecast.tsx'
import { NewGroupCode } from './NewGroupCode.tsx'
import type { GroupCode } from './types.ts'

const SPEC = { filters: ['kind', 'status', 'alarm'] }

export function GroupCodesPage() {
  const { t } = useTranslation('groupCode')
  const control = useTableState(SPEC)
  const [isOpen, setOpen] = useState(false)
  const notAllowed = useNotAllowed('entry:write')
  useBegin(() => setOpen(true), notAllowed)
  const { q, filters } = control.state
  const input = {
    q: q || undefined,
    kind: GROUP_CODE_KINDS.find((kind) => kind === filters.kind?.[0]),
    status: GROUP_CODE_STATUSES.find((status) => status === filters.status?.[0]),
    alarm: filters.alarm?.[0] === 'yes' ? true : undefined,
  }
  const list = useList({
    key: [['entry'], 'group-codes', input],
    load: (cursor, signal) => api.entry.listGroupCodes({ ...input, cursor }, { signal }),
  })
  const create = (
    <ActionButton
      type="primary"
      icon={<PlusOutlined />}
      disabledReason={notAllowed}
      onClick={() => setOpen(true)}
    >
      {t('create')}
    </ActionButton>
  )
  return (
    <Page title={t('title')} description={t('description')} badge={<Quota />} actions={create}>
      <DataTable
        id="group-codes"
        label={t('title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        rowTo={({ id }) => paths.groupCode(id)}
        search={t('search')}
        filters={[
          {
            name: 'kind',
            label: t('kind'),
            options: GROUP_CODE_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
          },
          {
            name: 'status',
            label: t('state'),
            options: GROUP_CODE_STATUSES.map((status) => ({
              value: status,
              label: t(`status.${status}`),
            })),
          },
          {
            name: 'alarm',
            label: t('onlyAlarms'),
            options: [{ value: 'yes', label: t('onlyAlarms') }],
          },
        ]}
        empty={
          <EmptyState
            title={t('emptyTitle')}
            text={t('emptyText')}
            steps={[t('emptyStep1'), t('emptyStep2'), t('emptyStep3')]}
            action={create}
          />
        }
      />
      <NewGroupCode isOpen={isOpen} onClose={() => setOpen(false)} />
    </Page>
  )
}

/** How much of WeCom's quota is used: staff codes and group codes share it. */
function Quota() {
  const { t } = useTranslation('groupCode')
  const format = useFormat()
  const { data } = useQuery(orpc.entry.codeQuota.queryOptions({ input: {} }))
  if (!data) return null
  return (
    <span
      style={{ color: 'var(--muted)', fontSize: 12.5 }}
      title={t('quotaSays', { most: format.number(data.most) })}
    >
      {t('quota')} {format.number(data.inUse)} / {format.number(data.most)}
    </span>
  )
}

function useColumns(): Column<GroupCode>[] {
  const { t } = useTranslation('groupCode')
  const format = useFormat()
  return [
    {
      key: 'name',
      title: t('name'),
      width: 200,
      isMain: true,
      render: ({ id, name }) => <Link to={paths.groupCode(id)}>{name}</Link>,
      text: ({ name }) => name,
    },
    {
      key: 'state',
      title: t('state'),
      width: 140,
      render: (code) => <GroupCodeState code={code} />,
      text: ({ status, alarms }) => alarms[0]?.kind ?? status,
    },
    {
      key: 'kind',
      title: t('kind'),
      width: 100,
      render: ({ kind }) => t(`kinds.${kind}`),
      text: ({ kind }) => kind,
    },
    {
      key: 'room',
      title: t('room'),
      width: 100,
      isNumber: true,
      render: ({ room }) => (room === null ? t('roomUnknown') : format.number(room)),
      text: ({ room }) => String(room ?? ''),
    },
    {
      key: 'joined7d',
      title: t('joined7d'),
      width: 110,
      isNumber: true,
      render: ({ joined7d }) => format.number(joined7d),
      text: ({ joined7d }) => String(joined7d),
    },
    {
      key: 'forecast',
      title: t('forecast'),
      width: 230,
      render: (code) => <Forecast code={code} />,
      text: ({ forecast }) => String(forecast.fullInDays ?? ''),
    },
    {
      key: 'groups',
      title: t('groups'),
      width: 220,
      isExtra: true,
      render: (code) => groupsOf(code).join('、'),
      text: (code) => groupsOf(code).join(' '),
    },
    {
      key: 'createdAt',
      title: t('created'),
      width: 150,
      render: ({ createdAt }) => format.time(createdAt),
      text: ({ createdAt }) => createdAt,
    },
  ]
}

const groupsOf = ({ places }: GroupCode): string[] =>
  places.flatMap(({ groups }) => groups.map(({ chatId, name }) => name || chatId))

export function GroupCodeState({ code }: { code: Pick<GroupCode, 'status' | 'alarms'> }) {
  const { t } = useTranslation('groupCode')
  const [alarm] = code.alarms
  if (code.status === 'closed') return <StatusDot tone="calm">{t('status.closed')}</StatusDot>
  if (!alarm) return <StatusDot tone="good">{t('status.live')}</StatusDot>
  const isGrave = alarm.kind === 'full' || alarm.kind === 'expired'
  return <StatusDot tone={isGrave ? 'bad' : 'warn'}>{t(`alarm.${alarm.kind}`)}</StatusDot>
}
