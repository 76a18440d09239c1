import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Checkbox, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GRANTS } from '#modules/governance/model/roles.ts'
import type { Scope } from '#modules/governance/model/roles.ts'
import { api } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { Tags } from '../../ui/Tags.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './governance.module.css'

type Key = Awaited<ReturnType<typeof api.governance.listKeys>>['items'][number]

const SPEC = {}

export function KeysPage() {
  const { t } = useTranslation('governance')
  const control = useTableState(SPEC)
  const notAllowed = useNotAllowed('governance:write')
  const [isOpen, setOpen] = useState(false)
  const [made, setMade] = useState<string>()
  const [revoked, setRevoked] = useState<Key>()
  const list = useList({
    key: [['governance'], 'keys'],
    load: (cursor, signal) => api.governance.listKeys({ cursor }, { signal }),
  })
  const revoking = useAct((key: Key) => api.governance.revokeKey({ id: key.id }), {
    refreshes: ['governance'],
    done: t('keys.revoked'),
  })
  const create = (
    <ActionButton
      type="primary"
      icon={<PlusOutlined />}
      disabledReason={notAllowed}
      onClick={() => setOpen(true)}
    >
      {t('keys.create')}
    </ActionButton>
  )
  return (
    <Page
      title={t('keys.title')}
      description={
        <>
          {t('keys.description')} <Link to={paths.sources()}>{t('keys.writeKeys')}</Link>
        </>
      }
      actions={create}
    >
      <DataTable
        id="keys"
        label={t('keys.title')}
        columns={useColumns(setRevoked)}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        empty={
          <EmptyState
            title={t('keys.emptyTitle')}
            text={t('keys.emptyText')}
            steps={[t('keys.step1'), t('keys.step2'), t('keys.step3')]}
            action={create}
          />
        }
      />
      <NewKey isOpen={isOpen} onClose={() => setOpen(false)} onMade={setMade} />
      <Modal
        open={made !== undefined}
        title={t('keys.made')}
        footer={null}
        mask={{ closable: false }}
        onCancel={() => setMade(undefined)}
      >
        <Alert type="warning" showIcon title={t('keys.once')} style={{ marginBottom: 12 }} />
        <CodeSnippet code={made ?? ''} label={t('keys.key')} />
        <CodeSnippet
          code={`curl ${window.location.origin}/api/people -H 'Authorization: Bearer ${made ?? ''}'`}
          label="curl"
        />
      </Modal>
      <ConfirmDanger
        isOpen={revoked !== undefined}
        title={t('keys.revokeTitle')}
        consequences={[t('keys.revokeNow'), t('keys.revokeForEver')]}
        name={revoked?.name ?? ''}
        verb={t('keys.revoke')}
        onConfirm={() => revoked && revoking.mutateAsync(revoked)}
        onClose={() => setRevoked(undefined)}
      />
    </Page>
  )
}

function useColumns(onRevoke: (key: Key) => void): Column<Key>[] {
  const { t } = useTranslation('governance')
  const format = useFormat()
  const notAllowed = useNotAllowed('governance:write')
  return [
    {
      key: 'name',
      title: t('keys.name'),
      width: 180,
      isMain: true,
      render: ({ name }) => name,
      text: ({ name }) => name,
    },
    {
      key: 'prefix',
      title: t('keys.prefix'),
      width: 150,
      render: ({ prefix }) => <code>{`${prefix}…`}</code>,
      text: ({ prefix }) => prefix,
    },
    {
      key: 'scopes',
      title: t('keys.scopes'),
      width: 320,
      render: ({ scopes }) => (
        <Tags of={scopes.map((scope) => (scope === '*' ? t('keys.everything') : scope))} />
      ),
      text: ({ scopes }) => scopes.join(' '),
    },
    {
      key: 'state',
      title: t('members.status'),
      width: 100,
      render: ({ revokedAt }) => (
        <StatusDot tone={revokedAt ? 'calm' : 'good'}>
          {revokedAt ? t('keys.dead') : t('keys.works')}
        </StatusDot>
      ),
      text: ({ revokedAt }) => (revokedAt ? 'revoked' : 'live'),
    },
    {
      key: 'lastUsedAt',
      title: t('keys.used'),
      width: 150,
      render: ({ lastUsedAt }) => (lastUsedAt ? format.ago(lastUsedAt) : t('keys.never')),
      text: ({ lastUsedAt }) => lastUsedAt ?? '',
    },
    {
      key: 'createdAt',
      title: t('keys.createdAt'),
      width: 150,
      render: ({ createdAt }) => format.time(createdAt),
      text: ({ createdAt }) => createdAt,
    },
    {
      key: 'act',
      title: t('members.act'),
      width: 90,
      render: (key) =>
        key.revokedAt === null && notAllowed === undefined ? (
          <Button size="small" type="text" danger onClick={() => onRevoke(key)}>
            {t('keys.revoke')}
          </Button>
        ) : (
          NOTHING
        ),
    },
  ]
}

interface NewKeyProps {
  isOpen: boolean
  onClose: () => void
  onMade: (key: string) => void
}

function NewKey({ isOpen, onClose, onMade }: NewKeyProps) {
  const { t } = useTranslation(['governance', 'kit'])
  const [form] = Form.useForm<{ name: string; scopes: Scope[] }>()
  const showProblem = useFormProblem(form)
  const making = useAct(
    (input: { name: string; scopes: Scope[] }) => api.governance.createKey(input),
    {
      refreshes: ['governance'],
      onRefused: showProblem,
      onDone: ({ key }) => {
        onClose()
        onMade(key)
      },
    },
  )
  const readAll = GRANTS.filter((grant) => grant.endsWith(':read') && grant !== 'pii:read')
  return (
    <Modal
      open={isOpen}
      title={t('keys.create')}
      okText={t('keys.create')}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={making.isPending}
      width={640}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ scopes: [] }}
        onFinish={(values) => making.mutate(values)}
      >
        <Form.Item
          name="name"
          label={t('keys.name')}
          extra={t('keys.nameHint')}
          rules={[{ required: true, whitespace: true, message: t('keys.nameMissing') }]}
        >
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item
          name="scopes"
          label={
            <span>
              {t('keys.scopes')}{' '}
              <Button
                type="link"
                size="small"
                onClick={() => form.setFieldValue('scopes', readAll)}
              >
                {t('keys.readAll')}
              </Button>
            </span>
          }
          rules={[{ required: true, message: t('keys.scopesMissing') }]}
        >
          <Checkbox.Group
            className={css.scopes ?? ''}
            options={GRANTS.map((grant) => ({ value: grant, label: grant }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
