import { DatePicker, Form, Input, InputNumber } from 'antd'
import type { FormInstance } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { useTranslation } from 'react-i18next'
import type { InviteRules } from '#modules/fission/model/game.ts'
import { CouponPicker } from '../loyalty/CouponPicker.tsx'
import css from './fission.module.css'

export interface GameValues {
  name: string
  inviterCouponId: string
  inviteeCouponId: string
  withinDays: number
  minPayYuan: number | null
  maxRewardsPerInviter: number
  readableRules: string
  shopUrl?: string | undefined
  period?: [Dayjs | null, Dayjs | null] | null
}

export const NEW_GAME: Partial<GameValues> = {
  withinDays: 30,
  minPayYuan: 0,
  maxRewardsPerInviter: 20,
}

export function valuesOf(name: string, rules: InviteRules): GameValues {
  const { startsAt, endsAt, minPayFen, ...rest } = rules
  return {
    name,
    ...rest,
    minPayYuan: minPayFen / 100,
    period: [startsAt ? dayjs(startsAt) : null, endsAt ? dayjs(endsAt) : null],
  }
}

export function rulesOf({ name, minPayYuan, period, shopUrl, ...rest }: GameValues): {
  name: string
  rules: InviteRules
} {
  const [starts, ends] = period ?? []
  return {
    name,
    rules: {
      ...rest,
      shopUrl: shopUrl?.trim() || undefined,
      minPayFen: Math.round((minPayYuan ?? 0) * 100),
      startsAt: starts?.toISOString(),
      endsAt: ends?.toISOString(),
    },
  }
}

interface GameFormProps {
  form: FormInstance<GameValues>
  initial: Partial<GameValues>
  onSave: (values: GameValues) => void
}

/** The rules of inviting a friend: one level, a reward only for a friend's own first paid order. */
export function GameForm({ form, initial, onSave }: GameFormProps) {
  const { t } = useTranslation('fission')
  return (
    <Form<GameValues> form={form} layout="vertical" initialValues={initial} onFinish={onSave}>
      <Form.Item
        name="name"
        label={t('form.name')}
        rules={[{ required: true, whitespace: true, message: t('form.nameMissing') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <div className={css.pair}>
        <Form.Item
          name="inviterCouponId"
          label={t('form.inviterCoupon')}
          rules={[{ required: true, message: t('form.couponMissing') }]}
        >
          <CouponPicker />
        </Form.Item>
        <Form.Item
          name="inviteeCouponId"
          label={t('form.inviteeCoupon')}
          rules={[{ required: true, message: t('form.couponMissing') }]}
        >
          <CouponPicker />
        </Form.Item>
      </div>
      <div className={css.three}>
        <Form.Item name="withinDays" label={t('form.withinDays')}>
          <InputNumber min={1} max={90} suffix={t('form.days')} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="minPayYuan" label={t('form.minPay')}>
          <InputNumber min={0} precision={2} prefix="¥" style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="maxRewardsPerInviter"
          label={t('form.maxRewards')}
          tooltip={t('form.maxRewardsHint')}
        >
          <InputNumber min={1} max={1_000} suffix={t('form.times')} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="period" label={t('form.period')} extra={t('form.periodHint')}>
        <DatePicker.RangePicker showTime allowEmpty={[true, true]} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item
        name="shopUrl"
        label={t('form.shopUrl')}
        extra={t('form.shopUrlHint')}
        rules={[{ pattern: /^https?:\/\/\S+$/, message: t('form.shopUrlWrong') }]}
      >
        <Input type="url" maxLength={500} placeholder="https://" />
      </Form.Item>
      <Form.Item
        name="readableRules"
        label={t('form.readable')}
        extra={t('form.readableHint')}
        rules={[{ required: true, min: 10, message: t('form.readableMissing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 5, maxRows: 14 }} maxLength={5_000} />
      </Form.Item>
    </Form>
  )
}
