import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Form, Input, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { IDENTIFIER_KINDS } from '#kernel/identifier-kind.ts'
import type { IdentifierKind } from '#kernel/identifier-kind.ts'
import { api } from '../../api/client.ts'
import { queryClient } from '../../api/query-client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { paths } from '../../paths.ts'
import { DataTable } from '../../table/DataTable.tsx'
import type { Column } from '../../table/column.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ByHand } from './ByHand.tsx'
import css from './identity.module.css'

type Row = Awaited<ReturnType<typeof api.identity.conflicts>>['items'][number]

const SPEC = {} as const

/** People by any identifier, merging by hand, and evidence that was outvoted. */
export function IdentityPage() {
  const { t } = useTranslation('identity')
  const control = useTableState(SPEC)
  const list = useList<Row>({
    key: [['identity'], 'conflicts'],
    load: (cursor, signal) =>
      api.identity.conflicts({ ...(cursor && { cursor }) }, { ...(signal && { signal }) }),
  })
  return (
    <Page
      title={t('page.title')}
      description={t('page.description')}
      actions={<Link to={paths.identityRules()}>{t('rules.open')}</Link>}
    >
      <Lookup />
      <Merge />
      <section className={css.conflicts}>
        <h2>{t('page.conflicts')}</h2>
        <p className={css.muted}>{t('page.conflictsHint')}</p>
        <DataTable
          id="conflicts"
          label={t('page.conflicts')}
          columns={useConflictColumns()}
          list={list}
          control={control}
          rowKey={(row) => row.evidenceId}
          empty={
            <EmptyState
              title={t('page.none')}
              text={t('page.noneText')}
              steps={[t('page.step1'), t('page.step2'), t('page.step3')]}
            />
          }
        />
      </section>
      <ByHand />
    </Page>
  )
}

function Lookup() {
  const { t } = useTranslation('identity')
  const navigate = useNavigate()
  const [form] = Form.useForm<{ kind: IdentifierKind; value: string; scope?: string }>()
  const showProblem = useFormProblem(form)
  const find = useMutation({
    mutationFn: (input: { kind: IdentifierKind; value: string; scope: string }) =>
      api.identity.lookup(input),
    onError: showProblem,
    onSuccess: ({ personId }) => navigate({ to: paths.person(personId) }),
  })
  return (
    <Panel title={t('page.lookup')}>
      <Form
        form={form}
        layout="inline"
        initialValues={{ kind: 'phone' }}
        onFinish={({ kind, value, scope = '' }) =>
          find.mutate({ kind, value: value.trim(), scope })
        }
      >
        <Form.Item name="kind">
          <Select
            aria-label={t('page.kind')}
            style={{ width: 160 }}
            options={IDENTIFIER_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          />
        </Form.Item>
        <Form.Item name="value" rules={[{ required: true, message: t('page.value') }]}>
          <Input placeholder={t('page.value')} style={{ width: 240 }} />
        </Form.Item>
        <Form.Item name="scope">
          <Input placeholder={t('page.scope')} style={{ width: 180 }} />
        </Form.Item>
        <Button htmlType="submit" loading={find.isPending}>
          {t('page.find')}
        </Button>
      </Form>
    </Panel>
  )
}

function Merge() {
  const { t } = useTranslation('identity')
  const navigate = useNavigate()
  const { message } = App.useApp()
  const notAllowed = useNotAllowed('identity:write')
  const [form] = Form.useForm<{ a: string; b: string; why: string }>()
  const showProblem = useFormProblem(form)
  const merge = useMutation({
    mutationFn: (input: { a: string; b: string; why: string }) => api.identity.merge(input),
    onError: showProblem,
    onSuccess: async ({ personId }) => {
      void message.success(t('page.mergeDone', { id: personId }))
      await queryClient.invalidateQueries()
      await navigate({ to: paths.person(personId), search: { tab: 'identity' } })
    },
  })
  const needed = [{ required: true, pattern: /^[1-9]\d*$/, message: t('page.mergeA') }]
  return (
    <Panel title={t('page.merge')} extra={t('page.mergeHint')}>
      <Form form={form} layout="inline" onFinish={(values) => merge.mutate(values)}>
        <Form.Item name="a" rules={needed}>
          <Input placeholder={t('page.mergeA')} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name="b" rules={needed}>
          <Input placeholder={t('page.mergeB')} style={{ width: 180 }} />
        </Form.Item>
        <Form.Item name="why" rules={[{ required: true, message: t('page.mergeWhy') }]}>
          <Input placeholder={t('page.mergeWhy')} style={{ width: 260 }} />
        </Form.Item>
        <ActionButton htmlType="submit" loading={merge.isPending} disabledReason={notAllowed}>
          {t('page.mergeDo')}
        </ActionButton>
      </Form>
    </Panel>
  )
}

function useConflictColumns(): readonly Column<Row>[] {
  const { t } = useTranslation('identity')
  const format = useFormat()
  return useMemo(
    () => [
      {
        key: 'people',
        title: t('page.people'),
        isMain: true,
        width: 180,
        render: (row) => (
          <>
            <Link to={paths.person(row.personA)}>{row.personA}</Link>
            {' ↔ '}
            <Link to={paths.person(row.personB)}>{row.personB}</Link>
          </>
        ),
        text: (row) => `${row.personA} ${row.personB}`,
      },
      {
        key: 'rule',
        title: t('page.rule'),
        width: 140,
        render: (row) => t(`rule.${row.rule}`),
        text: (row) => row.rule,
      },
      {
        key: 'clash',
        title: t('page.clash'),
        width: 180,
        render: (row) => (row.clash === 'apart' ? t('apart') : (row.clash ?? '')),
        text: (row) => row.clash ?? '',
      },
      {
        key: 'source',
        title: t('page.source'),
        width: 140,
        render: (row) => row.source,
        text: (row) => row.source,
      },
      {
        key: 'at',
        title: t('page.at'),
        width: 160,
        render: (row) => format.time(row.at),
        text: (row) => format.time(row.at),
      },
    ],
    [t, format],
  )
}
