import { PlusOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { BroadcastState } from './BroadcastState.tsx'
import { ContentTitle, SegmentTitle } from './Title.tsx'
import type { Broadcast } from './types.ts'

const SPEC = {}

export function BroadcastsPage() {
  const { t } = useTranslation('deliver')
  const navigate = useNavigate()
  const control = useTableState(SPEC)
  const notAllowed = useNotAllowed('deliver:write')
  const list = useList({
    key: [['deliver'], 'broadcasts'],
    load: (cursor, signal) => api.deliver.listBroadcasts({ cursor }, { signal }),
  })
  const create = (
    <ActionButton
      type="primary"
      icon={<PlusOutlined />}
      disabledReason={notAllowed}
      onClick={() => void navigate({ to: paths.newBroadcast() })}
    >
      {t('broadcast.create')}
    </ActionButton>
  )
  return (
    <Page title={t('broadcast.title')} description={t('broadcast.description')} actions={create}>
      <DataTable
        id="broadcasts"
        label={t('broadcast.title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        rowTo={({ id }) => paths.broadcast(id)}
        empty={
          <EmptyState
            title={t('broadcast.emptyTitle')}
            text={t('broadcast.emptyText')}
            steps={[t('broadcast.step1'), t('broadcast.step2'), t('broadcast.step3')]}
            action={create}
          />
        }
      />
    </Page>
  )
}

function useColumns(): Column<Broadcast>[] {
  const { t } = useTranslation('deliver')
  const format = useFormat()
  return [
    {
      key: 'name',
      title: t('broadcast.name'),
      width: 240,
      isMain: true,
      render: ({ id, name }) => <Link to={paths.broadcast(id)}>{name}</Link>,
      text: ({ name }) => name,
    },
    {
      key: 'state',
      title: t('broadcast.stateTitle'),
      width: 110,
      render: ({ state }) => <BroadcastState state={state} />,
      text: ({ state }) => state,
    },
    {
      key: 'segment',
      title: t('broadcast.segment'),
      width: 180,
      render: ({ segmentId }) => <SegmentTitle id={segmentId} />,
      text: ({ segmentId }) => segmentId,
    },
    {
      key: 'content',
      title: t('broadcast.content'),
      width: 220,
      render: ({ contentId }) => <ContentTitle id={contentId} />,
      text: ({ contentId }) => contentId,
    },
    {
      key: 'people',
      title: t('broadcast.people'),
      width: 90,
      isNumber: true,
      render: ({ people }) => format.number(people),
      text: ({ people }) => String(people),
    },
    {
      key: 'sent',
      title: t('broadcast.sent'),
      width: 170,
      isNumber: true,
      render: ({ letters, people }) => format.share(letters.sent ?? 0, people),
      text: ({ letters }) => String(letters.sent ?? 0),
    },
    {
      key: 'createdAt',
      title: t('broadcast.created'),
      width: 150,
      render: ({ createdAt }) => format.time(createdAt),
      text: ({ createdAt }) => createdAt,
    },
  ]
}
