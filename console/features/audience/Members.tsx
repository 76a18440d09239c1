import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { DataTable } from '../../table/DataTable.tsx'
import type { Column } from '../../table/column.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { StageDot } from '../profile/StageDot.tsx'
import { useWords } from '../profile/words.ts'

type Row = Awaited<ReturnType<typeof api.audience.members>>['items'][number]

const SPEC = {} as const

interface MembersProps {
  segmentId: string
  isLive: boolean
  onAsk: (personId: string) => void
}

export function Members({ segmentId, isLive, onAsk }: MembersProps) {
  const { t } = useTranslation('audience')
  const control = useTableState(SPEC)
  const list = useList<Row>({
    key: [['audience'], 'members', segmentId],
    load: (cursor, signal) =>
      api.audience.members({ segmentId, ...(cursor && { cursor }) }, { ...(signal && { signal }) }),
  })
  const columns = useColumns(onAsk)
  return (
    <DataTable
      id="members"
      label={t('segment.members')}
      columns={columns}
      list={list}
      control={control}
      rowKey={(row) => row.personId}
      rowTo={(row) => paths.person(row.personId)}
      empty={
        <EmptyState
          title={t('segment.noMembers')}
          text={isLive ? t('segment.noMembersText') : t('segment.membersDraft')}
        />
      }
    />
  )
}

function useColumns(onAsk: (personId: string) => void): readonly Column<Row>[] {
  const { t } = useTranslation('audience')
  const format = useFormat()
  const words = useWords()
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('segment.person'),
        isMain: true,
        width: 180,
        render: (row) => (
          <Link to={paths.person(row.personId)}>{row.name ?? `#${row.personId}`}</Link>
        ),
        text: (row) => row.name ?? `#${row.personId}`,
      },
      {
        key: 'personId',
        title: 'ID',
        width: 100,
        isExtra: true,
        render: (row) => row.personId,
        text: (row) => row.personId,
      },
      {
        key: 'stage',
        title: t('segment.stage'),
        width: 120,
        render: (row) => <StageDot stage={row.stage} />,
        text: (row) => words.stage(row.stage),
      },
      {
        key: 'tier',
        title: t('segment.tier'),
        width: 120,
        render: (row) => words.tier(row.tier),
        text: (row) => words.tier(row.tier),
      },
      {
        key: 'since',
        title: t('segment.since'),
        width: 160,
        render: (row) => format.time(row.since),
        text: (row) => format.time(row.since),
      },
      {
        key: 'why',
        title: t('segment.why'),
        width: 160,
        render: (row) => words.reason(row.why),
        text: (row) => words.reason(row.why),
      },
      {
        key: 'ask',
        title: '',
        width: 100,
        render: (row) => (
          <Button size="small" type="link" onClick={() => onAsk(row.personId)}>
            {t('segment.ask')}
          </Button>
        ),
      },
    ],
    [t, format, words, onAsk],
  )
}
