import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { useAct } from '../../ui/use-act.ts'
import { PeoplePicker } from './PeoplePicker.tsx'

interface GrantValues {
  personIds: string[]
  reason: string
}

interface GrantByHandProps {
  couponId: string
  isOpen: boolean
  onClose: () => void
}

export function GrantByHand({ couponId, isOpen, onClose }: GrantByHandProps) {
  const { t } = useTranslation(['loyalty', 'kit'])
  const { message } = App.useApp()
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [form] = Form.useForm<GrantValues>()
  const showProblem = useFormProblem(form)
  const granting = useAct(
    (values: GrantValues) => api.loyalty.grantCoupons({ id: couponId, key, ...values }),
    {
      refreshes: ['loyalty'],
      onRefused: showProblem,
      onDone: ({ items }) => {
        const granted = items.filter(({ outcome }) => outcome === 'granted').length
        message.info(t('grant.done', { granted, not: items.length - granted }))
        setKey(crypto.randomUUID())
        onClose()
      },
    },
  )
  const needed = [{ required: true, message: t('form.missing') }]
  return (
    <Modal
      open={isOpen}
      title={t('grant.byHand')}
      okText={t('grant.byHand')}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={granting.isPending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={(values) => granting.mutate(values)}>
        <Form.Item name="personIds" label={t('grant.person')} rules={needed}>
          <PeoplePicker />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('grant.reason')}
          extra={t('grant.reasonHint')}
          rules={needed}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
