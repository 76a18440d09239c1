import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { STATUSES } from '#modules/entry/model/code.ts'
import { PLATFORMS } from '#modules/entry/model/platforms.ts'
import { api } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { paths } from '../../paths.ts'
import { BulkConfirm } from '../../table/BulkConfirm.tsx'
import type { BulkJob } from '../../table/bulk-job.ts'
import type { BulkAction, Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useBegin } from '../../table/use-begin.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { CodeStatus } from './CodeStatus.tsx'
import { DefaultGreeting } from './DefaultGreeting.tsx'
import { NewCode } from './NewCode.tsx'
import type { Code } from './types.ts'
import { useStaffNames } from './use-staff-names.ts'

const SPEC = { filters: ['status', 'unused'] }
const UNUSED_DAYS = ['30', '90', '180'] as const

export function CodesPage() {
  const { t } = useTranslation(['entry', 'duty'])
  const control = useTableState(SPEC)
  const [open, setOpen] = useState<'code' | 'greeting'>()
  const notAllowed = useNotAllowed('entry:write')
  const [job, setJob] = useState<BulkJob<Code>>()
  const bulk = useBulk(notAllowed, setJob)
  useBegin(() => setOpen('code'), notAllowed)
  const { q, filters } = control.state
  const input = {
    q: q || undefined,
    status: STATUSES.find((status) => status === filters.status?.[0]),
    unusedDays: Number(filters.unused?.[0]) || undefined,
  }
  const list = useList({
    key: [['entry'], 'codes', input],
    load: (cursor, signal) => api.entry.listCodes({ ...input, cursor }, { signal }),
  })
  const close = () => setOpen(undefined)
  const create = (
    <ActionButton
      type="primary"
      icon={<PlusOutlined />}
      disabledReason={notAllowed}
      onClick={() => setOpen('code')}
    >
      {t('code.create')}
    </ActionButton>
  )
  return (
    <Page
      title={t('code.title')}
      description={t('code.description')}
      actions={
        <>
          <ActionButton disabledReason={notAllowed} onClick={() => setOpen('greeting')}>
            {t('code.defaultGreeting')}
          </ActionButton>
          {create}
        </>
      }
    >
      <DataTable
        id="codes"
        label={t('code.title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        rowTo={({ id }) => paths.code(id)}
        search={t('code.search')}
        filters={[
          {
            name: 'status',
            label: t('code.state'),
            options: STATUSES.map((status) => ({
              value: status,
              label: t(`code.status.${status}`),
            })),
          },
          {
            name: 'unused',
            label: t('unused', { ns: 'duty' }),
            options: UNUSED_DAYS.map((days) => ({
              value: days,
              label: t('unusedDays', { ns: 'duty', days }),
            })),
          },
        ]}
        bulk={bulk}
        empty={
          <EmptyState
            title={t('code.emptyTitle')}
            text={t('code.emptyText')}
            steps={[t('code.emptyStep1'), t('code.emptyStep2'), t('code.emptyStep3')]}
            action={create}
          />
        }
      />
      <BulkConfirm job={job} refreshes={['entry']} onClose={() => setJob(undefined)} />
      <NewCode isOpen={open === 'code'} onClose={close} />
      <DefaultGreeting isOpen={open === 'greeting'} onClose={close} />
    </Page>
  )
}

/** Codes that nobody uses any more are released together. */
function useBulk(
  notAllowed: string | undefined,
  ask: (job: BulkJob<Code>) => void,
): readonly BulkAction<Code>[] {
  const { t } = useTranslation(['duty', 'entry'])
  return [
    {
      key: 'release',
      label: t('release'),
      isDanger: true,
      refuses: () => notAllowed,
      run: (rows) =>
        ask({
          title: t('releaseTitle', { count: rows.length }),
          verb: t('release'),
          isDanger: true,
          rows,
          nameOf: ({ name }) => name,
          skips: ({ status }) =>
            status === 'deleted' ? t('code.status.deleted', { ns: 'entry' }) : undefined,
          consequences: () => [
            t('code.deletePrinted', { ns: 'entry' }),
            t('code.deletePeople', { ns: 'entry' }),
          ],
          act: ({ id }) => api.entry.deleteCode({ id }),
        }),
    },
  ]
}

function useColumns(): Column<Code>[] {
  const { t } = useTranslation(['entry', 'duty'])
  const say = useSays()
  const nameOf = useStaffNames()
  const format = useFormat()
  return [
    {
      key: 'name',
      title: t('code.name'),
      width: 240,
      isMain: true,
      render: ({ id, name }) => <Link to={paths.code(id)}>{name}</Link>,
      text: ({ name }) => name,
    },
    {
      key: 'status',
      title: t('code.state'),
      width: 110,
      render: ({ status }) => <CodeStatus status={status} />,
      text: ({ status }) => status,
    },
    {
      key: 'platform',
      title: t('matrix.by.platform'),
      width: 120,
      render: ({ platform }) => (platform ? say(PLATFORMS[platform]) : NOTHING),
      text: ({ platform }) => platform ?? '',
    },
    {
      key: 'staff',
      title: t('serving', { ns: 'duty' }),
      width: 180,
      render: ({ servingUserids, staffUserids, status }) =>
        (status === 'live' ? servingUserids : staffUserids).map(nameOf).join('、'),
      text: ({ servingUserids }) => servingUserids.map(nameOf).join(' '),
    },
    {
      key: 'welcome',
      title: t('code.welcome'),
      width: 280,
      render: ({ welcomeText }) => welcomeText ?? t('code.usesDefault'),
      text: ({ welcomeText }) => welcomeText ?? '',
    },
    {
      key: 'number',
      title: t('code.number'),
      width: 110,
      isExtra: true,
      render: ({ number }) => <code>{number}</code>,
      text: ({ number }) => number,
    },
    {
      key: 'lastAddedAt',
      title: t('lastAdded', { ns: 'duty' }),
      width: 150,
      render: ({ lastAddedAt }) => (lastAddedAt ? format.time(lastAddedAt) : NOTHING),
      text: ({ lastAddedAt }) => lastAddedAt ?? '',
    },
    {
      key: 'createdAt',
      title: t('code.created'),
      width: 150,
      render: ({ createdAt }) => format.time(createdAt),
      text: ({ createdAt }) => createdAt,
    },
  ]
}
