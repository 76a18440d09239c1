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
import { GameState } from './GameState.tsx'
import type { Game } from './types.ts'

const SPEC = {}

export function GamesPage() {
  const { t } = useTranslation('fission')
  const navigate = useNavigate()
  const control = useTableState(SPEC)
  const notAllowed = useNotAllowed('fission:write')
  const list = useList({
    key: [['fission'], 'games'],
    load: (cursor, signal) => api.fission.listGames({ cursor }, { signal }),
  })
  const create = (
    <ActionButton
      type="primary"
      icon={<PlusOutlined />}
      disabledReason={notAllowed}
      onClick={() => void navigate({ to: paths.newGame() })}
    >
      {t('list.create')}
    </ActionButton>
  )
  return (
    <Page title={t('list.title')} description={t('list.description')} actions={create}>
      <DataTable
        id="games"
        label={t('list.title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ gameId }) => gameId}
        rowTo={({ gameId }) => paths.game(gameId)}
        empty={
          <EmptyState
            title={t('list.emptyTitle')}
            text={t('list.emptyText')}
            steps={[t('list.step1'), t('list.step2'), t('list.step3')]}
            action={create}
          />
        }
      />
    </Page>
  )
}

function useColumns(): Column<Game>[] {
  const { t } = useTranslation('fission')
  const format = useFormat()
  return [
    {
      key: 'name',
      title: t('form.name'),
      width: 280,
      isMain: true,
      render: ({ gameId, name }) => <Link to={paths.game(gameId)}>{name}</Link>,
      text: ({ name }) => name,
    },
    {
      key: 'kind',
      title: t('list.kind'),
      width: 110,
      render: ({ kind }) => t(`kind.${kind}`),
      text: ({ kind }) => kind,
    },
    {
      key: 'state',
      title: t('list.state'),
      width: 110,
      render: ({ state }) => <GameState state={state} />,
      text: ({ state }) => state,
    },
    ...(['inviters', 'accepted', 'rewarded'] as const).map((key) => ({
      key,
      title: t(`numbers.${key}`),
      width: 110,
      isNumber: true,
      render: (game: Game) => format.number(game[key]),
      text: (game: Game) => String(game[key]),
    })),
    {
      key: 'changedAt',
      title: t('list.changed'),
      width: 150,
      render: ({ changedAt }) => format.time(changedAt),
      text: ({ changedAt }) => changedAt,
    },
  ]
}
