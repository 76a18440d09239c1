import { CheckCircleFilled, SafetyOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import type { Column, Filter } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useShowError } from '../../ui/use-show-error.ts'
import { RangePicker } from '../insight/RangePicker.tsx'
import { useRange } from '../insight/use-range.ts'
import css from './governance.module.css'

type Row = Awaited<ReturnType<typeof api.governance.listAudit>>['items'][number]

const SPEC = { filters: ['subjectKind', 'actorId'] }
const MEMBERS = 200

/** Who did what, in a chain that shows when a link is missing. */
export function AuditPage() {
  const { t } = useTranslation('governance')
  const control = useTableState(SPEC)
  const { choice, choose, instants } = useRange()
  const { q, filters } = control.state
  const input = {
    action: q || undefined,
    subjectKind: filters.subjectKind?.[0],
    actorId: filters.actorId?.[0],
    from: instants.from,
    to: instants.to,
  }
  const list = useList({
    key: [['governance'], 'audit', input],
    load: (cursor, signal) => api.governance.listAudit({ ...input, cursor }, { signal }),
  })
  return (
    <Page
      title={t('audit.title')}
      description={t('audit.description')}
      actions={<RangePicker choice={choice} onChoose={choose} />}
    >
      <Verify />
      <DataTable
        id="audit"
        label={t('audit.title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        search={t('audit.search')}
        filters={useFilters()}
        empty={<EmptyState title={t('audit.emptyTitle')} text={t('audit.emptyText')} />}
      />
    </Page>
  )
}

const SUBJECTS = [
  'journey',
  'segment',
  'content',
  'code',
  'connection',
  'account',
  'post',
  'coupon',
  'game',
  'broadcast',
  'coupon_grant',
  'callback',
  'person',
  'api_key',
  'write_key',
  'tag',
  'policy',
  'workspace',
  'user',
] as const

function useFilters(): Filter[] {
  const { t } = useTranslation('governance')
  const members = useQuery(orpc.governance.listMembers.queryOptions({ input: { limit: MEMBERS } }))
  return [
    {
      name: 'subjectKind',
      label: t('audit.subject'),
      options: SUBJECTS.map((subject) => ({ value: subject, label: t(`subject.${subject}`) })),
    },
    {
      name: 'actorId',
      label: t('audit.actor'),
      options: (members.data?.items ?? []).map(({ userId, name }) => ({
        value: userId,
        label: name,
      })),
    },
  ]
}

function Verify() {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const showError = useShowError()
  const verifying = useMutation({
    mutationFn: () => api.governance.verifyAudit({}),
    onError: showError,
  })
  const { data } = verifying
  const button = (
    <Button
      size="small"
      icon={<SafetyOutlined />}
      loading={verifying.isPending}
      onClick={() => verifying.mutate()}
    >
      {t('audit.verify')}
    </Button>
  )
  if (!data) return <Alert type="info" title={t('audit.chain')} action={button} />
  if (data.whole)
    return (
      <Alert
        type="success"
        showIcon
        icon={<CheckCircleFilled />}
        title={t('audit.whole', { rows: format.number(data.rows) })}
        action={button}
      />
    )
  return (
    <Alert
      type="error"
      showIcon
      title={t('audit.broken', { at: data.brokenAt ?? '' })}
      description={data.because ? t(`audit.because.${data.because}`) : undefined}
      action={button}
    />
  )
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const kindOf = (kind: string) => {
    const known = SUBJECTS.find((one) => one === kind)
    return known ? t(`subject.${known}`) : kind
  }
  return [
    {
      key: 'at',
      title: t('audit.at'),
      width: 170,
      isMain: true,
      render: ({ at }) => format.time(at, 'second'),
      text: ({ at }) => at,
    },
    {
      key: 'actor',
      title: t('audit.actor'),
      width: 150,
      render: ({ actor }) => actor.name || actor.kind,
      text: ({ actor }) => actor.name,
    },
    {
      key: 'action',
      title: t('audit.action'),
      width: 220,
      render: ({ action }) => <code>{action}</code>,
      text: ({ action }) => action,
    },
    {
      key: 'subject',
      title: t('audit.subject'),
      width: 220,
      render: ({ subject }) => (
        <>
          {kindOf(subject.kind)} <code title={subject.id}>{subject.id.slice(-12)}</code>
        </>
      ),
      text: ({ subject }) => `${subject.kind} ${subject.id}`,
    },
    {
      key: 'detail',
      title: t('audit.detail'),
      width: 340,
      render: ({ detail }) => {
        const text = Object.entries(detail)
          .map(
            ([key, value]) =>
              `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
          )
          .join(' · ')
        return (
          <span className={css.detail} title={text}>
            {text}
          </span>
        )
      },
      text: ({ detail }) => JSON.stringify(detail),
    },
    {
      key: 'seq',
      title: t('audit.seq'),
      width: 90,
      isNumber: true,
      isExtra: true,
      render: ({ seq }) => seq,
      text: ({ seq }) => seq ?? '',
    },
  ]
}
