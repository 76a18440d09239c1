import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import css from './drawer.module.css'

export interface Variant {
  id: string
  name: string
  percent: number
  holdout: boolean
}

interface VariantsInputProps {
  value: readonly Variant[]
  onChange: (variants: Variant[]) => void
}

const MIN = 2
const MAX = 8
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** An id that no variant has: it stays when the name changes, so nobody moves between variants. */
const freshId = (variants: readonly Variant[]): string =>
  [...LETTERS].find((letter) => !variants.some(({ id }) => id === letter)) ?? 'z'

export function VariantsInput({ value, onChange }: VariantsInputProps) {
  const { t } = useTranslation('journey')
  const sum = value.reduce((total, { percent }) => total + percent, 0)
  const put = (index: number, change: Partial<Variant>) =>
    onChange(value.map((old, i) => (i === index ? { ...old, ...change } : old)))
  const grow = () => {
    const id = freshId(value)
    const percent = Math.max(0, 100 - sum)
    onChange([...value, { id, name: id.toUpperCase(), percent, holdout: false }])
  }
  return (
    <div className={css.variants}>
      {value.map((variant, i) => (
        <div key={variant.id} className={css.variant}>
          <Input
            aria-label={t('form.variantName')}
            value={variant.name}
            maxLength={40}
            onChange={(event) => put(i, { name: event.target.value })}
          />
          <InputNumber
            aria-label={t('form.variantShare')}
            min={0}
            max={100}
            value={variant.percent}
            suffix="%"
            onChange={(percent) => put(i, { percent: percent ?? 0 })}
          />
          <Checkbox
            checked={variant.holdout}
            onChange={(event) => put(i, { holdout: event.target.checked })}
          >
            {t('form.holdout')}
          </Checkbox>
          <Button
            type="text"
            size="small"
            aria-label={t('form.removeVariant')}
            icon={<DeleteOutlined />}
            disabled={value.length <= MIN}
            onClick={() => onChange(value.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      <div className={css.sum}>
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined />}
          disabled={value.length >= MAX}
          onClick={grow}
        >
          {t('form.addVariant')}
        </Button>
        <span className={sum === 100 ? undefined : css.bad}>{t('form.sum', { sum })}</span>
      </div>
    </div>
  )
}
