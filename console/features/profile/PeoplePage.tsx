import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Avatar, Button, Tag } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { STAGES, TIERS } from '#modules/profile/model/lifecycle.ts'
import { api, orpc } from '../../api/client.ts'
import { useMay } from '../../api/may.ts'
import { paths } from '../../paths.ts'
import { DataTable } from '../../table/DataTable.tsx'
import type { Column, Filter } from '../../table/column.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './profile.module.css'
import { StageDot } from './StageDot.tsx'
import { TagPeople } from './TagPeople.tsx'
import type { Tagging } from './TagPeople.tsx'
import { useWords } from './words.ts'

type Row = Awaited<ReturnType<typeof api.profile.listPeople>>['items'][number]

const FILTERS = ['stage', 'tier', 'tag', 'source', 'reachable'] as const
const SPEC = { filters: FILTERS, sort: '-firstSeen' } as const
/** The server orders by these, newest or largest first. */
const SORTS = { firstSeen: 'newest', lastSeen: 'last_seen', paid: 'paid' } as const
const TAGS_SHOWN = 3

const sortOf = (key: string | undefined): (typeof SORTS)[keyof typeof SORTS] =>
  key === 'lastSeen' || key === 'paid' ? SORTS[key] : SORTS.firstSeen

export function PeoplePage() {
  const { t } = useTranslation(['profile', 'kit'])
  const notAllowed = useNotAllowed('profile:write')
  const navigate = useNavigate()
  const control = useTableState(SPEC)
  const { q, filters, sort } = control.state
  const [tagging, setTagging] = useState<Tagging>()
  const chosen = (name: (typeof FILTERS)[number]) => filters[name]?.[0]
  const question = {
    ...(q && { q }),
    ...(chosen('stage') && { stage: STAGES.find((one) => one === chosen('stage')) }),
    ...(chosen('tier') && { tier: TIERS.find((one) => one === chosen('tier')) }),
    ...(chosen('tag') && { tag: chosen('tag') }),
    ...(chosen('source') && { source: chosen('source') }),
    ...(chosen('reachable') && { reachable: chosen('reachable') }),
    sort: sortOf(sort?.key),
  }
  const list = useList<Row>({
    key: [['profile'], 'people', question],
    load: (cursor, signal) =>
      api.profile.listPeople(
        { ...question, limit: 100, ...(cursor && { cursor }) },
        { ...(signal && { signal }) },
      ),
  })
  const refuses = () => notAllowed
  return (
    <Page title={t('profile:people.title')} description={t('profile:people.description')}>
      <DataTable
        id="people"
        label={t('profile:people.title')}
        columns={usePeopleColumns()}
        list={list}
        control={control}
        rowKey={(row) => row.personId}
        rowTo={(row) => paths.person(row.personId)}
        search={t('profile:people.search')}
        filters={useFilters()}
        bulk={[
          {
            key: 'tag',
            label: t('profile:people.addTag'),
            refuses,
            run: (rows) => setTagging({ kind: 'add', people: rows.map((row) => row.personId) }),
          },
          {
            key: 'untag',
            label: t('profile:people.removeTag'),
            refuses,
            run: (rows) => setTagging({ kind: 'remove', people: rows.map((row) => row.personId) }),
          },
        ]}
        empty={
          <EmptyState
            title={t('profile:people.emptyTitle')}
            text={t('profile:people.emptyText')}
            steps={[
              t('profile:people.emptyStep1'),
              t('profile:people.emptyStep2'),
              t('profile:people.emptyStep3'),
            ]}
            action={
              <Button type="primary" onClick={() => void navigate({ to: paths.sources() })}>
                {t('profile:people.emptyAction')}
              </Button>
            }
          />
        }
      />
      <TagPeople tagging={tagging} onClose={() => setTagging(undefined)} />
    </Page>
  )
}

function useFilters(): Filter[] {
  const { t } = useTranslation('profile')
  const words = useWords()
  const mayAsk = useMay()('audience:read')
  const { data } = useQuery({
    ...orpc.audience.vocabulary.queryOptions({ input: {} }),
    enabled: mayAsk,
  })
  const channel = (value: string) => ({ value, label: words.channel(value) })
  return [
    {
      name: 'stage',
      label: t('people.stage'),
      options: STAGES.map((value) => ({ value, label: words.stage(value) })),
    },
    {
      name: 'tier',
      label: t('people.tier'),
      options: TIERS.map((value) => ({ value, label: words.tier(value) })),
    },
    {
      name: 'tag',
      label: t('people.tag'),
      options: (data?.tags ?? []).map((value) => ({ value, label: value })),
    },
    { name: 'source', label: t('people.source'), options: (data?.channels ?? []).map(channel) },
    {
      name: 'reachable',
      label: t('people.reachable'),
      options: (data?.carriers ?? []).map(channel),
    },
  ]
}

function usePeopleColumns(): readonly Column<Row>[] {
  const { t } = useTranslation('profile')
  const format = useFormat()
  const words = useWords()
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('people.name'),
        isMain: true,
        width: 190,
        render: (row) => (
          <Link to={paths.person(row.personId)} className={css.name}>
            <Avatar size={24} {...(row.avatar !== null && { src: row.avatar })}>
              {(row.name ?? '?').slice(0, 1)}
            </Avatar>
            {row.name ?? t('people.noName')}
          </Link>
        ),
        text: (row) => row.name ?? '',
      },
      {
        key: 'id',
        title: t('people.id'),
        width: 90,
        isExtra: true,
        render: (row) => row.personId,
        text: (row) => row.personId,
      },
      {
        key: 'stage',
        title: t('people.stage'),
        width: 110,
        render: (row) => <StageDot stage={row.stage} />,
        text: (row) => words.stage(row.stage),
      },
      {
        key: 'tier',
        title: t('people.tier'),
        width: 100,
        render: (row) => words.tier(row.tier),
        text: (row) => words.tier(row.tier),
      },
      {
        key: 'source',
        title: t('people.source'),
        width: 110,
        render: (row) => words.channel(row.source),
        text: (row) => words.channel(row.source),
      },
      {
        key: 'tags',
        title: t('people.tags'),
        width: 180,
        render: (row) => (
          <span title={row.tags.join(' ')}>
            {row.tags.slice(0, TAGS_SHOWN).map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
            {row.tags.length > TAGS_SHOWN && `+${row.tags.length - TAGS_SHOWN}`}
          </span>
        ),
        text: (row) => row.tags.join(' '),
      },
      {
        key: 'reachable',
        title: t('people.reachable'),
        width: 150,
        render: (row) =>
          row.reachable.length > 0 ? (
            row.reachable.map(words.channel).join(' · ')
          ) : (
            <span className={css.muted}>{t('people.unreachable')}</span>
          ),
        text: (row) => row.reachable.map(words.channel).join(' '),
      },
      {
        key: 'orders',
        title: t('people.orders'),
        width: 80,
        isNumber: true,
        render: (row) => format.number(row.orders),
        text: (row) => String(row.orders),
      },
      {
        key: 'paid',
        title: t('people.paid'),
        width: 120,
        isNumber: true,
        isSortable: true,
        render: (row) => format.money(row.paidFen),
        text: (row) => String(row.paidFen / 100),
      },
      {
        key: 'firstSeen',
        title: t('people.firstSeen'),
        width: 150,
        isSortable: true,
        render: (row) => format.time(row.createdAt),
        text: (row) => format.time(row.createdAt),
      },
      {
        key: 'lastSeen',
        title: t('people.lastSeen'),
        width: 120,
        isSortable: true,
        render: (row) => (
          <span title={format.time(row.lastSeenAt)}>{format.ago(row.lastSeenAt)}</span>
        ),
        text: (row) => format.time(row.lastSeenAt),
      },
    ],
    [t, format, words],
  )
}
