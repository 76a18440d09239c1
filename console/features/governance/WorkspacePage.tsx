import { useMutation } from '@tanstack/react-query'
import { App, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { queryClient } from '../../api/query-client.ts'
import { sessionQuery, useSession, useWorkspace } from '../../api/session.ts'
import type { Workspace } from '../../api/session.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { NewWorkspace } from './NewWorkspace.tsx'
import { PasswordPanel } from './PasswordPanel.tsx'

const ZONES = Intl.supportedValuesOf('timeZone')
const CURRENCIES = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'JPY', 'SGD']

interface WorkspaceValues {
  name: string
  timeZone: string
  currency: string
}

export function WorkspacePage() {
  const { t } = useTranslation('governance')
  const workspace = useWorkspace()
  const session = useSession()
  return (
    <Page title={t('workspace.title')} description={t('workspace.description')}>
      {workspace && <WorkspaceForm key={workspace.id} workspace={workspace} />}
      {session?.user?.isOwner && <NewWorkspace />}
      {session?.user && <PasswordPanel />}
    </Page>
  )
}

function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation(['governance', 'kit'])
  const { message } = App.useApp()
  const format = useFormat()
  const notAllowed = useNotAllowed('governance:write')
  const [form] = Form.useForm<WorkspaceValues>()
  const showProblem = useFormProblem(form)
  const saving = useMutation({
    mutationFn: (values: WorkspaceValues) => api.governance.updateWorkspace(values),
    onError: showProblem,
    onSuccess: async () => {
      message.success(t('workspace.saved'))
      await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
  const { name, timeZone, currency, id, createdAt } = workspace
  return (
    <Panel title={t('workspace.form')}>
      <Form<WorkspaceValues>
        form={form}
        layout="vertical"
        style={{ maxWidth: 480 }}
        disabled={notAllowed !== undefined}
        initialValues={{ name, timeZone, currency }}
        onFinish={(values) => saving.mutate(values)}
      >
        <Form.Item
          name="name"
          label={t('workspace.name')}
          rules={[{ required: true, whitespace: true, message: t('workspace.nameMissing') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="timeZone" label={t('workspace.zone')} extra={t('workspace.zoneHint')}>
          <Select showSearch options={ZONES.map((zone) => ({ value: zone, label: zone }))} />
        </Form.Item>
        <Form.Item name="currency" label={t('workspace.currency')}>
          <Select options={CURRENCIES.map((code) => ({ value: code, label: code }))} />
        </Form.Item>
        <ActionButton
          type="primary"
          htmlType="submit"
          disabledReason={notAllowed}
          loading={saving.isPending}
        >
          {t('save', { ns: 'kit' })}
        </ActionButton>
      </Form>
      <div style={{ marginTop: 24 }}>
        <Facts
          items={[
            { label: 'ID', value: <code>{id}</code> },
            { label: t('workspace.created'), value: format.time(createdAt) },
          ]}
        />
      </div>
    </Panel>
  )
}
