import { Link, useNavigate } from '@tanstack/react-router'
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
import { LinkTo } from '../../ui/LinkTo.tsx'
import { Page } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'

type Row = Awaited<ReturnType<typeof api.profile.listTags>>['items'][number]

const SPEC = {} as const
const PEOPLE = paths.people()

/** Every tag: how many people carry it, how fresh it is, who gives it. */
export function TagsPage() {
  const { t } = useTranslation('profile')
  const navigate = useNavigate()
  const control = useTableState(SPEC)
  const { q } = control.state
  const list = useList<Row>({
    key: [['profile'], 'tags', q],
    load: (_cursor, signal) =>
      api.profile.listTags({ ...(q && { q }) }, { ...(signal && { signal }) }),
  })
  return (
    <Page title={t('tagsPage.title')} description={t('tagsPage.description')}>
      <DataTable
        id="tags"
        label={t('tagsPage.title')}
        columns={useTagColumns()}
        list={list}
        control={control}
        rowKey={(row) => row.tag}
        search={t('tagsPage.search')}
        empty={
          <EmptyState
            title={t('tagsPage.emptyTitle')}
            text={t('tagsPage.emptyText')}
            steps={[t('tagsPage.emptyStep1'), t('tagsPage.emptyStep2'), t('tagsPage.emptyStep3')]}
            action={
              <Button type="primary" onClick={() => void navigate({ to: PEOPLE })}>
                {t('tagsPage.emptyAction')}
              </Button>
            }
          />
        }
      />
    </Page>
  )
}

function useTagColumns(): readonly Column<Row>[] {
  const { t } = useTranslation(['profile', 'audience'])
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'tag',
        title: t('profile:tagsPage.tag'),
        isMain: true,
        width: 220,
        render: (row) => <LinkTo to={paths.people({ tag: row.tag })}>{row.tag}</LinkTo>,
        text: (row) => row.tag,
      },
      {
        key: 'people',
        title: t('profile:tagsPage.people'),
        width: 100,
        isNumber: true,
        render: (row) => format.number(row.people),
        text: (row) => String(row.people),
      },
      {
        key: 'coverage',
        title: t('profile:tagsPage.coverage'),
        width: 100,
        isNumber: true,
        render: (row) => format.percent(row.percent / 100),
        text: (row) => String(row.percent),
      },
      {
        key: 'lastAt',
        title: t('profile:tagsPage.lastAt'),
        width: 150,
        render: (row) => (
          <span title={format.time(row.lastAt, 'second')}>{format.ago(row.lastAt)}</span>
        ),
        text: (row) => format.time(row.lastAt),
      },
      {
        key: 'sources',
        title: t('profile:tagsPage.sources'),
        width: 220,
        render: (row) => row.sources.join(' · '),
        text: (row) => row.sources.join(' '),
      },
      {
        key: 'use',
        title: '',
        width: 120,
        render: (row) => (
          <Link to={paths.newSegment()} search={{ tag: row.tag }}>
            {t('audience:list.create')}
          </Link>
        ),
      },
    ],
    [t, format],
  )
}
