import { Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Leaf } from '#modules/collect/model/mapping/leaves.ts'
import css from './mapping.module.css'
import { PathInput } from './PathInput.tsx'

const FORMATS = ['iso', 'seconds', 'milliseconds', 'local'] as const
const ZONES = Intl.supportedValuesOf('timeZone').map((value) => ({ value }))

/** When it happened, and by what a telling is known to be the same as an earlier one. */
export function TimeFields({ at, leaves }: { at: number; leaves: readonly Leaf[] }) {
  const { t } = useTranslation('webhook')
  const format: unknown = Form.useWatch(['mapping', 'cases', at, 'as', 'time', 'format'])
  return (
    <>
      <Form.Item label={t('time')} extra={t('timeHint')}>
        <div className={css.line}>
          <Form.Item name={[at, 'as', 'time', 'path']} noStyle>
            <PathInput label={t('path')} leaves={leaves} />
          </Form.Item>
          <Form.Item name={[at, 'as', 'time', 'format']} noStyle>
            <Select
              aria-label={t('format')}
              placeholder={t('format')}
              className={css.medium ?? ''}
              options={FORMATS.map((value) => ({ value, label: t(`formats.${value}`) }))}
            />
          </Form.Item>
          {format === 'local' && (
            <Form.Item name={[at, 'as', 'time', 'zone']} noStyle>
              <Select
                showSearch
                aria-label={t('zone')}
                placeholder="Asia/Shanghai"
                className={css.medium ?? ''}
                options={ZONES}
              />
            </Form.Item>
          )}
        </div>
      </Form.Item>
      <Form.Item name={[at, 'as', 'messageId']} label={t('messageId')} extra={t('messageIdHint')}>
        <Select
          mode="tags"
          maxCount={5}
          options={leaves
            .filter(({ kind }) => kind === 'text' || kind === 'number')
            .map(({ path }) => ({ value: path }))}
        />
      </Form.Item>
    </>
  )
}
