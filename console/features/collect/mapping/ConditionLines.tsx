import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Leaf } from '#modules/collect/model/mapping/leaves.ts'
import css from './mapping.module.css'
import { Lines } from './Lines.tsx'
import { PathInput } from './PathInput.tsx'

const OPS = ['is', 'one_of', 'exists', 'absent'] as const
const MOST = 10

/** Which payloads a case is: those of which every line holds; without a line, all that are left. */
export function ConditionLines({ at, leaves }: { at: number; leaves: readonly Leaf[] }) {
  const { t } = useTranslation('webhook')
  return (
    <Form.Item label={t('when')} extra={t('whenHint')}>
      <Lines
        name={[at, 'when']}
        label={t('when')}
        most={MOST}
        add={t('addWhen')}
        begins={{ path: '', op: 'is', value: '' }}
      >
        {(name) => (
          <>
            <Form.Item name={[name, 'path']} noStyle>
              <PathInput label={t('path')} leaves={leaves} />
            </Form.Item>
            <Form.Item name={[name, 'op']} noStyle>
              <Select
                aria-label={t('op')}
                className={css.short ?? ''}
                options={OPS.map((value) => ({ value, label: t(`ops.${value}`) }))}
              />
            </Form.Item>
            <Compared at={at} name={name} />
          </>
        )}
      </Lines>
    </Form.Item>
  )
}

function Compared({ at, name }: { at: number; name: number }) {
  const { t } = useTranslation('webhook')
  const op: unknown = Form.useWatch(['mapping', 'cases', at, 'when', name, 'op'])
  if (op === 'one_of')
    return (
      <Form.Item name={[name, 'values']} noStyle>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          aria-label={t('value')}
          placeholder={t('value')}
          className={css.grow ?? ''}
        />
      </Form.Item>
    )
  if (op === 'exists' || op === 'absent') return <span className={css.grow} />
  return (
    <Form.Item name={[name, 'value']} noStyle>
      <Input
        aria-label={t('value')}
        placeholder={t('value')}
        maxLength={500}
        className={css.grow ?? ''}
      />
    </Form.Item>
  )
}
