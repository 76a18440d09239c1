import { SwapOutlined } from '@ant-design/icons'
import { Button, Form, Input, Popover, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Leaf } from '#modules/collect/model/mapping/leaves.ts'
import { TRANSFORMS } from '#modules/collect/model/mapping/transform.ts'
import css from './mapping.module.css'
import { PathInput } from './PathInput.tsx'

/** A place, what is made of what stands there, and whose words become which of ours. */
export function FieldParts({ name, leaves }: { name: number; leaves: readonly Leaf[] }) {
  const { t } = useTranslation('webhook')
  return (
    <>
      <Form.Item name={[name, 'path']} noStyle>
        <PathInput label={t('path')} leaves={leaves} />
      </Form.Item>
      <Form.Item name={[name, 'as']} noStyle>
        <Select
          aria-label={t('as')}
          className={css.made ?? ''}
          options={TRANSFORMS.map((value) => ({ value, label: t(`transforms.${value}`) }))}
        />
      </Form.Item>
      <Popover
        trigger="click"
        title={t('table')}
        forceRender
        content={
          <Form.Item name={[name, 'table']} extra={t('tableHint')} className={css.flush ?? ''}>
            <Input.TextArea aria-label={t('table')} rows={5} placeholder={'1=A\n2=B'} />
          </Form.Item>
        }
      >
        <Button type="text" icon={<SwapOutlined />} aria-label={t('table')} />
      </Popover>
    </>
  )
}
