import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KINDS, PURCHASE_STAGES } from '#modules/content/model/item.ts'
import { STATUSES } from '#modules/content/model/lifecycle.ts'
import { api, orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { BulkConfirm } from '../../table/BulkConfirm.tsx'
import type { BulkJob } from '../../table/bulk-job.ts'
import type { BulkAction, Column, Filter } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tags } from '../../ui/Tags.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { ContentStatus } from './ContentStatus.tsx'
import type { Item } from './types.ts'

const SPEC = { filters: ['kind', 'status', 'tag', 'purchaseStage'], sort: '-updatedAt' }
const SORTS = ['updatedAt', 'createdAt', 'title'] as const

export function LibraryPage() {
  const { t } = useTranslation('content')
  const navigate = useNavigate()
  const control = useTableState(SPEC)
  const notAllowed = useNotAllowed('content:write')
  const { q, filters, sort } = control.state
  const input = {
    q: q || undefined,
    kind: KINDS.find((kind) => kind === filters.kind?.[0]),
    status: STATUSES.find((status) => status === filters.status?.[0]),
    tag: filters.tag?.[0],
    purchaseStage: PURCHASE_STAGES.find((stage) => stage === filters.purchaseStage?.[0]),
    sort: SORTS.find((key) => key === sort?.key) ?? 'updatedAt',
    order: sort?.isDescending === false ? ('asc' as const) : ('desc' as const),
  }
  const list = useList({
    key: [['content'], 'list', input],
    load: (cursor, signal) => api.content.listItems({ ...input, cursor }, { signal }),
  })
  const [job, setJob] = useState<BulkJob<Item>>()
  const bulk = useBulk(notAllowed, setJob)
  const create = (
    <ActionButton
      type="primary"
      icon={<PlusOutlined />}
      disabledReason={notAllowed}
      onClick={() => void navigate({ to: paths.newContent() })}
    >
      {t('list.create')}
    </ActionButton>
  )
  return (
    <Page title={t('list.title')} description={t('list.description')} actions={create}>
      <DataTable
        id="content"
        label={t('list.title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        rowTo={({ id }) => paths.content(id)}
        search={t('list.search')}
        filters={useFilters()}
        bulk={bulk}
        empty={
          <EmptyState
            title={t('list.emptyTitle')}
            text={t('list.emptyText')}
            steps={[t('list.emptyStep1'), t('list.emptyStep2'), t('list.emptyStep3')]}
            action={create}
          />
        }
      />
      <BulkConfirm job={job} refreshes={['content']} onClose={() => setJob(undefined)} />
    </Page>
  )
}

/** Publishing and archiving, many at once; the library's own rules say what can be done to which. */
function useBulk(
  notAllowed: string | undefined,
  ask: (job: BulkJob<Item>) => void,
): readonly BulkAction<Item>[] {
  const { t } = useTranslation('content')
  return (['publish', 'archive'] as const).map((act) => ({
    key: act,
    label: t(`act.${act}`),
    refuses: () => notAllowed,
    run: (rows) =>
      ask({
        title: t(`bulk.${act}Title`),
        verb: t(`act.${act}`),
        isDanger: act === 'archive',
        rows,
        nameOf: ({ title }) => title,
        skips: (item) =>
          ['refused', 'no_change'].includes(item.acts[act] ?? 'refused')
            ? t('bulk.cannot', { status: t(`status.${item.status}`) })
            : undefined,
        consequences: () => [t(`bulk.${act}Will`)],
        act: ({ id }) => api.content.moveItem({ id, act }),
      }),
  }))
}

function useFilters(): Filter[] {
  const { t } = useTranslation('content')
  const tags = useQuery(orpc.content.listTags.queryOptions({ input: {} }))
  const names = [...new Set(tags.data?.items.map(({ tag }) => tag))]
  return [
    {
      name: 'kind',
      label: t('list.kind'),
      options: KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
    },
    {
      name: 'status',
      label: t('list.status'),
      options: STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) })),
    },
    {
      name: 'tag',
      label: t('list.tag'),
      options: names.map((tag) => ({ value: tag, label: tag })),
    },
    {
      name: 'purchaseStage',
      label: t('list.stage'),
      options: PURCHASE_STAGES.map((stage) => ({ value: stage, label: t(`stage.${stage}`) })),
    },
  ]
}

function useColumns(): Column<Item>[] {
  const { t } = useTranslation('content')
  const format = useFormat()
  return [
    {
      key: 'title',
      title: t('list.name'),
      width: 300,
      isMain: true,
      isSortable: true,
      render: ({ id, title }) => <Link to={paths.content(id)}>{title}</Link>,
      text: ({ title }) => title,
    },
    {
      key: 'kind',
      title: t('list.kind'),
      width: 90,
      render: ({ kind }) => t(`kind.${kind}`),
      text: ({ kind }) => kind,
    },
    {
      key: 'status',
      title: t('list.status'),
      width: 110,
      render: ({ status }) => <ContentStatus status={status} />,
      text: ({ status }) => status,
    },
    {
      key: 'tags',
      title: t('list.tags'),
      width: 240,
      render: ({ sceneTags, productTags }) => <Tags first={sceneTags} of={productTags} />,
      text: ({ sceneTags, productTags }) => [...sceneTags, ...productTags].join(' '),
    },
    {
      key: 'purchaseStage',
      title: t('list.stage'),
      width: 110,
      render: ({ purchaseStage }) => purchaseStage && t(`stage.${purchaseStage}`),
      text: ({ purchaseStage }) => purchaseStage ?? '',
    },
    {
      key: 'answers',
      title: t('list.answers'),
      width: 140,
      isExtra: true,
      render: ({ answers }) => answers && t(`question.${answers}`),
      text: ({ answers }) => answers ?? '',
    },
    {
      key: 'source',
      title: t('list.source'),
      width: 90,
      isExtra: true,
      render: ({ source }) => t(`source.${source}`),
      text: ({ source }) => source,
    },
    {
      key: 'updatedAt',
      title: t('list.updated'),
      width: 150,
      isSortable: true,
      render: ({ updatedAt }) => format.time(updatedAt),
      text: ({ updatedAt }) => updatedAt,
    },
  ]
}
