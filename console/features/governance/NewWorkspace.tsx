import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { enterWorkspace } from '../../api/session.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { Panel } from '../../ui/Panel.tsx'

/** Another brand, walled off from this one; its first keys are shown this once. */
export function NewWorkspace() {
  const { t } = useTranslation(['governance', 'kit'])
  const [isOpen, setOpen] = useState(false)
  const [form] = Form.useForm<{ name: string }>()
  const showProblem = useFormProblem(form)
  const making = useMutation({
    mutationFn: (values: { name: string }) => api.governance.createWorkspace(values),
    onError: showProblem,
  })
  const close = () => {
    setOpen(false)
    const id = making.data?.workspace.id
    making.reset()
    if (id) void enterWorkspace(id)
  }
  return (
    <Panel
      title={t('workspace.another')}
      extra={
        <Button size="small" onClick={() => setOpen(true)}>
          {t('workspace.create')}
        </Button>
      }
    >
      <p style={{ color: 'var(--muted)' }}>{t('workspace.anotherText')}</p>
      <Modal
        open={isOpen}
        title={t('workspace.create')}
        okText={making.data ? t('workspace.enter') : t('workspace.create')}
        cancelText={t('cancel', { ns: 'kit' })}
        confirmLoading={making.isPending}
        onOk={() => (making.data ? close() : form.submit())}
        onCancel={() => (making.data ? close() : setOpen(false))}
        destroyOnHidden
      >
        {making.data ? (
          <>
            <Alert type="warning" showIcon title={t('keys.once')} style={{ marginBottom: 12 }} />
            <CodeSnippet code={making.data.keys.api} label={t('workspace.apiKey')} />
            <CodeSnippet code={making.data.keys.write} label={t('workspace.writeKey')} />
          </>
        ) : (
          <Form form={form} layout="vertical" onFinish={(values) => making.mutate(values)}>
            <Form.Item
              name="name"
              label={t('workspace.name')}
              rules={[{ required: true, whitespace: true, message: t('workspace.nameMissing') }]}
            >
              <Input autoFocus maxLength={200} />
            </Form.Item>
          </Form>
        )}
      </Modal>
    </Panel>
  )
}
