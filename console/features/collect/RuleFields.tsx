import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { BASES } from '#modules/collect/model/naming/rule.ts'
import { useWords } from '../profile/words.ts'
import css from './collect.module.css'
import { FIELDS_OFFERED, OP_NAMES } from './naming.ts'

const MOST = 10

/** Which captured events are meant: those of which every line holds. */
export function RuleFields() {
  const { t } = useTranslation('naming')
  const words = useWords()
  return (
    <>
      <Form.Item name="base" label={t('what')}>
        <Select options={BASES.map((value) => ({ value, label: words.event(value) }))} />
      </Form.Item>
      <Form.List name="where">
        {(lines, { add, remove }) => (
          <Form.Item label={t('where')} extra={t('whereHint')}>
            <div className={css.column}>
              {lines.map(({ key, name }) => (
                <Line key={key} name={name} onRemove={() => remove(name)} />
              ))}
              <Button
                icon={<PlusOutlined />}
                disabled={lines.length >= MOST}
                onClick={() => add({ field: 'path', op: 'is' })}
              >
                {t('addLine')}
              </Button>
            </div>
          </Form.Item>
        )}
      </Form.List>
    </>
  )
}

function Line({ name, onRemove }: { name: number; onRemove: () => void }) {
  const { t } = useTranslation('naming')
  const op: unknown = Form.useWatch(['where', name, 'op'])
  const needed = [{ required: true, message: t('valueNeeded') }]
  return (
    <div className={css.line} role="group" aria-label={t('line', { n: name + 1 })}>
      <Form.Item name={[name, 'field']} noStyle>
        <Select
          aria-label={t('field')}
          options={FIELDS_OFFERED.map((value) => ({ value, label: t(`fields.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name={[name, 'op']} noStyle>
        <Select
          aria-label={t('op')}
          options={OP_NAMES.map((value) => ({ value, label: t(`ops.${value}`) }))}
        />
      </Form.Item>
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('removeLine', { n: name + 1 })}
        onClick={onRemove}
      />
      {op === 'one_of' ? (
        <Form.Item name={[name, 'values']} className={css.value ?? ''} rules={needed}>
          <Select mode="tags" aria-label={t('value')} open={false} suffixIcon={null} />
        </Form.Item>
      ) : (
        <Form.Item name={[name, 'value']} className={css.value ?? ''} rules={needed}>
          <Input maxLength={500} aria-label={t('value')} />
        </Form.Item>
      )}
    </div>
  )
}
