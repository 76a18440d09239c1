import { useNavigate } from '@tanstack/react-router'
import { DatePicker, Form, Input, InputNumber, Modal, Radio } from 'antd'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import { KINDS } from '#modules/loyalty/model/coupon.ts'
import { api } from '../../api/client.ts'
import { fenOfTyped } from '../../form/fen.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { paths } from '../../paths.ts'
import { useAct } from '../../ui/use-act.ts'

interface CouponValues {
  name: string
  kind: (typeof KINDS)[number]
  off: 'money' | 'percent'
  valueYuan?: number
  percentOff?: number
  thresholdYuan?: number
  stock: number
  limitPerPerson: number
  valid: 'days' | 'until'
  validDays?: number
  validUntil?: Dayjs
  refundRule: 'give_back' | 'keep_used'
}

const FULL = { width: '100%' }

export function NewCoupon({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['loyalty', 'kit'])
  const navigate = useNavigate()
  const [form] = Form.useForm<CouponValues>()
  const showProblem = useFormProblem(form)
  const off = Form.useWatch('off', form) ?? 'money'
  const valid = Form.useWatch('valid', form) ?? 'days'
  const making = useAct(
    (values: CouponValues) =>
      api.loyalty.createCoupon({
        name: values.name,
        kind: values.kind,
        thresholdFen: fenOfTyped(values.thresholdYuan) ?? 0,
        ...(values.off === 'money'
          ? { valueFen: fenOfTyped(values.valueYuan) }
          : { percentOff: values.percentOff }),
        stock: values.stock,
        limitPerPerson: values.limitPerPerson,
        ...(values.valid === 'days'
          ? { validDays: values.validDays }
          : { validUntil: values.validUntil?.toISOString() }),
        refundRule: values.refundRule,
      }),
    {
      refreshes: ['loyalty'],
      onRefused: showProblem,
      onDone: ({ id }) => void navigate({ to: paths.coupon(id) }),
    },
  )
  const needed = [{ required: true, message: t('form.missing') }]
  return (
    <Modal
      open={isOpen}
      title={t('list.create')}
      okText={t('form.make')}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={making.isPending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form<CouponValues>
        form={form}
        layout="vertical"
        initialValues={{
          kind: 'general',
          off: 'money',
          valid: 'days',
          validDays: 7,
          limitPerPerson: 1,
          stock: 1_000,
          refundRule: 'give_back',
        }}
        onFinish={(values) => making.mutate(values)}
      >
        <Form.Item name="name" label={t('form.name')} rules={needed}>
          <Input maxLength={60} placeholder={t('form.namePlaceholder')} />
        </Form.Item>
        <Form.Item name="kind" label={t('list.kind')}>
          <Radio.Group
            optionType="button"
            options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          />
        </Form.Item>
        <Form.Item name="off" label={t('form.off')}>
          <Radio.Group
            optionType="button"
            options={(['money', 'percent'] as const).map((one) => ({
              value: one,
              label: t(`form.offs.${one}`),
            }))}
          />
        </Form.Item>
        {off === 'money' ? (
          <Form.Item name="valueYuan" label={t('form.value')} rules={needed}>
            <InputNumber min={0.01} precision={2} prefix="¥" style={FULL} />
          </Form.Item>
        ) : (
          <Form.Item name="percentOff" label={t('form.percentOff')} rules={needed}>
            <InputNumber min={1} max={99} precision={0} suffix="%" style={FULL} />
          </Form.Item>
        )}
        <Form.Item name="thresholdYuan" label={t('form.threshold')} extra={t('form.thresholdHint')}>
          <InputNumber min={0} precision={2} prefix="¥" style={FULL} />
        </Form.Item>
        <Form.Item name="stock" label={t('form.stock')} extra={t('form.stockHint')} rules={needed}>
          <InputNumber min={1} precision={0} style={FULL} />
        </Form.Item>
        <Form.Item name="limitPerPerson" label={t('form.limit')} rules={needed}>
          <InputNumber min={1} max={1_000} precision={0} style={FULL} />
        </Form.Item>
        <Form.Item name="valid" label={t('form.valid')}>
          <Radio.Group
            optionType="button"
            options={(['days', 'until'] as const).map((one) => ({
              value: one,
              label: t(`form.valids.${one}`),
            }))}
          />
        </Form.Item>
        {valid === 'days' ? (
          <Form.Item name="validDays" label={t('form.validDays')} rules={needed}>
            <InputNumber min={1} max={3_650} precision={0} suffix={t('form.days')} style={FULL} />
          </Form.Item>
        ) : (
          <Form.Item name="validUntil" label={t('form.validUntil')} rules={needed}>
            <DatePicker showTime style={FULL} />
          </Form.Item>
        )}
        <Form.Item name="refundRule" label={t('form.refundRule')} style={{ marginBottom: 0 }}>
          <Radio.Group
            options={(['give_back', 'keep_used'] as const).map((one) => ({
              value: one,
              label: t(`form.refundRules.${one}`),
            }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
