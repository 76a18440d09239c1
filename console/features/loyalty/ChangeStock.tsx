import { Form, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import type { Coupon } from './types.ts'

interface ChangeStockProps {
  coupon: Coupon
  isOpen: boolean
  onClose: () => void
}

/** The key is made once per opening, so that a press repeated by a bad line acts once. */
export function ChangeStock({ coupon, isOpen, onClose }: ChangeStockProps) {
  const { t } = useTranslation(['loyalty', 'kit'])
  const format = useFormat()
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [form] = Form.useForm<{ change: number }>()
  const showProblem = useFormProblem(form)
  const changing = useAct(
    ({ change }: { change: number }) => api.loyalty.changeStock({ id: coupon.id, change, key }),
    {
      refreshes: ['loyalty'],
      done: t('stock.done'),
      onRefused: showProblem,
      onDone: () => {
        setKey(crypto.randomUUID())
        onClose()
      },
    },
  )
  return (
    <Modal
      open={isOpen}
      title={t('stock.title')}
      okText={t('stock.change')}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={changing.isPending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={(values) => changing.mutate(values)}>
        <Form.Item
          name="change"
          label={t('stock.by')}
          extra={t('stock.now', { stock: format.number(coupon.balances.stock) })}
          rules={[{ required: true, message: t('form.missing') }]}
        >
          <InputNumber autoFocus precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
