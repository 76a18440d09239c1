import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { PLATFORM_IDS, PLATFORMS } from '#modules/entry/model/platforms.ts'
import { useSays } from '../../../i18n/use-says.ts'
import { ContentPicker } from '../../content/ContentPicker.tsx'
import css from './duty.module.css'
import { HoursField } from './HoursField.tsx'

interface VariantFieldsProps {
  /** A code has one platform; the workspace's greeting may tell them apart. */
  byPlatform?: boolean
}

const EVERY_NIGHT = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '08:00' }

/** Other words at some hours, or for who comes from some platforms. Stand under `variants`. */
export function VariantFields({ byPlatform }: VariantFieldsProps) {
  const { t } = useTranslation('duty')
  const say = useSays()
  return (
    <Form.Item label={t('variants')} extra={t('variantsHint')}>
      <Form.List name="variants">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div className={css.row} key={key}>
                <Form.Item name={[name, 'hours']} label={t('hours')}>
                  <HoursField />
                </Form.Item>
                {byPlatform && (
                  <Form.Item name={[name, 'platforms']} label={t('platforms')}>
                    <Select
                      mode="multiple"
                      allowClear
                      options={PLATFORM_IDS.map((id) => ({
                        value: id,
                        label: say(PLATFORMS[id]),
                      }))}
                    />
                  </Form.Item>
                )}
                <Form.Item
                  name={[name, 'text']}
                  label={t('words')}
                  rules={[{ required: true, whitespace: true, message: t('wordsMissing') }]}
                >
                  <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1_000} />
                </Form.Item>
                <Form.Item name={[name, 'contentId']}>
                  <ContentPicker isClearable />
                </Form.Item>
                <Button
                  type="text"
                  className={css.remove}
                  icon={<DeleteOutlined />}
                  aria-label={t('removeVariant')}
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({ hours: EVERY_NIGHT, text: '' })}>
              {t('addVariant')}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  )
}
