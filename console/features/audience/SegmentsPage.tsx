import { Link } from '@tanstack/react-router'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { BulkConfirm } from '../../table/BulkConfirm.tsx'
import type { BulkJob } from '../../table/bulk-job.ts'
import type { BulkAction, Column } from '../../table/column.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './audience.module.css'
import { SegmentState } from './SegmentState.tsx'
import { STARTER_NAMES } from './starters.ts'
import { useSays } from './use-says.ts'

type Row = Awaited<ReturnType<typeof api.audience.listSegments>>['items'][number]

const SPEC = { filters: ['state'] } as const
const STATES = ['live', 'draft', 'archived'] as const

export function SegmentsPage() {
  const { t } = useTranslation(['audience', 'kit'])
  const notAllowed = useNotAllowed('audience:write')
  const navigate = useNavigate()
  const control = useTableState(SPEC)
  const { q, filters } = control.state
  const state = STATES.find((one) => one === filters.state?.[0])
  const list = useList<Row>({
    key: [['audience'], 'segments', q, state],
    load: (cursor, signal) =>
      api.audience.listSegments(
        { ...(q && { q }), ...(state && { state }), ...(cursor && { cursor }) },
        { ...(signal && { signal }) },
      ),
  })
  const columns = useColumns()
  const [job, setJob] = useState<BulkJob<Row>>()
  const bulk = useBulk(notAllowed, setJob)
  return (
    <Page
      title={t('audience:list.title')}
      description={t('audience:list.description')}
      actions={
        <ActionButton
          type="primary"
          disabledReason={notAllowed}
          onClick={() => void navigate({ to: paths.newSegment() })}
        >
          {t('audience:list.create')}
        </ActionButton>
      }
    >
      <DataTable
        id="segments"
        label={t('audience:list.title')}
        columns={columns}
        list={list}
        control={control}
        rowKey={(row) => row.segmentId}
        rowTo={(row) => paths.segment(row.segmentId)}
        search={t('audience:list.search')}
        filters={[
          {
            name: 'state',
            label: t('audience:list.state'),
            options: STATES.map((value) => ({ value, label: t(`audience:state.${value}`) })),
          },
        ]}
        bulk={bulk}
        empty={<NoSegments />}
      />
      <BulkConfirm job={job} refreshes={['audience']} onClose={() => setJob(undefined)} />
    </Page>
  )
}

/** Putting to work and archiving, many at once. */
function useBulk(
  notAllowed: string | undefined,
  ask: (job: BulkJob<Row>) => void,
): readonly BulkAction<Row>[] {
  const { t } = useTranslation('audience')
  const format = useFormat()
  const members = (rows: readonly Row[]) =>
    format.number(rows.reduce((sum, row) => sum + row.members, 0))
  return (['live', 'archived'] as const).map((state) => ({
    key: state,
    label: t(`bulk.${state}`),
    refuses: () => notAllowed,
    run: (rows) =>
      ask({
        title: t(`bulk.${state}Title`),
        verb: t(`bulk.${state}`),
        isDanger: state === 'archived',
        rows,
        nameOf: ({ name }) => name,
        skips: (row) =>
          row.state === state ? t('bulk.already', { state: t(`state.${state}`) }) : undefined,
        consequences: (those) => [t(`bulk.${state}Will`, { members: members(those) })],
        act: ({ segmentId }) => api.audience.setSegmentState({ segmentId, state }),
        undo: (row) => api.audience.setSegmentState({ segmentId: row.segmentId, state: row.state }),
      }),
  }))
}

function NoSegments() {
  const { t } = useTranslation('audience')
  return (
    <EmptyState
      title={t('list.emptyTitle')}
      text={t('list.emptyText')}
      steps={[t('list.emptyStep1'), t('list.emptyStep2'), t('list.emptyStep3')]}
      action={
        <div className={css.starters}>
          {STARTER_NAMES.map((starter) => (
            <Link
              key={starter}
              to={paths.newSegment()}
              search={{ starter }}
              className={css.starter}
            >
              <b>{t(`starter.${starter}.name`)}</b>
              <span>{t(`starter.${starter}.purpose`)}</span>
            </Link>
          ))}
          <Link to={paths.newSegment()} className={css.starter}>
            <b>{t('list.blank')}</b>
            <span>{t('list.emptyStep2')}</span>
          </Link>
        </div>
      }
    />
  )
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation('audience')
  const format = useFormat()
  const says = useSays()
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('list.name'),
        isMain: true,
        width: 200,
        render: (row) => <Link to={paths.segment(row.segmentId)}>{row.name}</Link>,
        text: (row) => row.name,
      },
      {
        key: 'says',
        title: t('list.says'),
        width: 420,
        render: (row) => <span title={says(row.says)}>{says(row.says)}</span>,
        text: (row) => says(row.says),
      },
      {
        key: 'members',
        title: t('list.members'),
        width: 100,
        isNumber: true,
        render: (row) => (row.state === 'live' ? format.number(row.members) : '—'),
        text: (row) => String(row.members),
      },
      {
        key: 'state',
        title: t('list.state'),
        width: 110,
        render: (row) => <SegmentState state={row.state} complete={row.complete} />,
        text: (row) => t(`state.${row.state}`),
      },
      {
        key: 'changed',
        title: t('list.changed'),
        width: 150,
        render: (row) => format.time(row.changedAt),
        text: (row) => format.time(row.changedAt),
      },
      {
        key: 'by',
        title: t('list.changedBy'),
        width: 120,
        isExtra: true,
        render: (row) => row.changedBy,
        text: (row) => row.changedBy,
      },
    ],
    [t, format, says],
  )
}
