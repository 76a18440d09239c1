import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { refresh } from '../../../api/query-client.ts'
import { useFormProblem } from '../../../form/use-form-problem.ts'
import { paths } from '../../../paths.ts'
import { CodeSnippet } from '../../../ui/CodeSnippet.tsx'
import css from '../mapping/mapping.module.css'
import { schemeOf } from './scheme.ts'
import type { DraftScheme } from './scheme.ts'
import { SchemeFields } from './SchemeFields.tsx'

interface Filled {
  name: string
  scheme: DraftScheme
  secret?: string
}

const NEW: Partial<Filled> = { scheme: { kind: 'hmac_sha256', encoding: 'hex' } }

/** An address for another system; its secret is shown this once. */
export function CreateHook({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['webhook', 'kit'])
  const [form] = Form.useForm<Filled>()
  const showProblem = useFormProblem(form)
  const make = useMutation({
    mutationFn: ({ name, scheme, secret }: Filled) =>
      api.collect.createHook({ name, scheme: schemeOf(scheme), ...(secret && { secret }) }),
    onError: showProblem,
    onSuccess: () => refresh('collect'),
  })
  const made = make.data
  if (made)
    return (
      <Modal
        open
        width={640}
        title={made.name}
        closable={false}
        footer={<Button onClick={onClose}>{t('kit:close')}</Button>}
      >
        <div className={css.column}>
          <Alert type="warning" showIcon title={t('made')} description={t('madeText')} />
          <CodeSnippet label={t('url')} code={made.url} />
          <CodeSnippet label={t('secret')} code={made.secret} />
          <Link to={paths.hook(made.id)}>{t('goMap')}</Link>
        </div>
      </Modal>
    )
  return (
    <Modal
      open
      width={560}
      title={t('create')}
      okText={t('create')}
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Filled>
        form={form}
        layout="vertical"
        initialValues={NEW}
        onFinish={(filled) => make.mutate(filled)}
      >
        <Form.Item
          name="name"
          label={t('name')}
          extra={t('nameHint')}
          rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}
        >
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <SchemeFields />
        <Form.Item name="secret" label={t('ownSecret')} extra={t('ownSecretHint')}>
          <Input.Password maxLength={200} minLength={8} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
