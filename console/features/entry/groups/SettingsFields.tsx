import { Form, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { AccountPicker } from '../AccountPicker.tsx'
import { CodePicker } from '../CodePicker.tsx'

export interface SettingsValues {
  name: string
  scanLimit: number
  fallbackCodeId?: string
  fallbackUrl?: string
  accountId?: string
}

export const settingsOf = ({ fallbackUrl, ...rest }: SettingsValues) => ({
  ...rest,
  fallbackUrl: fallbackUrl?.trim() || undefined,
})

export function NameField() {
  const { t } = useTranslation('groupCode')
  return (
    <Form.Item
      name="name"
      label={t('name')}
      rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
    >
      <Input maxLength={30} showCount />
    </Form.Item>
  )
}

/** Where scanning stops, where whoever scans is led then, and whose code it is. */
export function SettingsFields() {
  const { t } = useTranslation(['groupCode', 'entry'])
  return (
    <>
      <Form.Item name="fallbackCodeId" label={t('fallback')} extra={t('fallbackHint')}>
        <CodePicker isClearable label={t('fallbackCode')} />
      </Form.Item>
      <Form.Item
        name="fallbackUrl"
        label={t('fallbackUrl')}
        rules={[{ pattern: /^https?:\/\/\S+$/, message: t('urlWrong') }]}
      >
        <Input maxLength={2_048} />
      </Form.Item>
      <Form.Item name="scanLimit" label={t('scanLimit')} extra={t('scanLimitHint')}>
        <InputNumber min={2} max={500} precision={0} />
      </Form.Item>
      <Form.Item name="accountId" label={t('code.account', { ns: 'entry' })}>
        <AccountPicker isClearable />
      </Form.Item>
    </>
  )
}
