import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import css from './collect.module.css'

interface CreateKeyProps {
  isOpen: boolean
  onClose: () => void
  /** How to use the key, once it is there. */
  children: (key: string) => ReactNode
}

/** Makes a write key and shows it, this once. */
export function CreateKey({ isOpen, onClose, children }: CreateKeyProps) {
  const { t } = useTranslation('collect')
  const [form] = Form.useForm<{ name: string }>()
  const showProblem = useFormProblem(form)
  const make = useMutation({
    mutationFn: ({ name }: { name: string }) => api.collect.createWriteKey({ name }),
    onError: showProblem,
    onSuccess: () => refresh('collect'),
  })
  const close = () => {
    make.reset()
    onClose()
  }
  const made = make.data
  return (
    <Modal
      open={isOpen}
      width={made ? 720 : 460}
      title={made ? made.name : t('sources.createTitle')}
      onCancel={close}
      onOk={() => form.submit()}
      okText={t('sources.create')}
      confirmLoading={make.isPending}
      closable={!made}
      mask={{ closable: !made }}
      destroyOnHidden
      {...(made && {
        footer: (
          <Button type="primary" onClick={close}>
            {t('sources.done')}
          </Button>
        ),
      })}
    >
      {made ? (
        <div className={css.column}>
          <Alert
            type="warning"
            showIcon
            title={t('sources.made')}
            description={t('sources.madeText')}
          />
          <CodeSnippet label={t('sources.key')} code={made.key} />
          <h3>{t('sources.snippet')}</h3>
          {children(made.key)}
        </div>
      ) : (
        <Form form={form} layout="vertical" onFinish={(values) => make.mutate(values)}>
          <Form.Item
            name="name"
            label={t('sources.name')}
            extra={t('sources.nameHint')}
            rules={[{ required: true, whitespace: true, message: t('sources.nameNeeded') }]}
          >
            <Input autoFocus maxLength={100} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  )
}
