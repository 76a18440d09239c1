import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PropertyFilter } from '#modules/audience/model/happening.ts'
import css from './builder.module.css'
import { Pick } from './Pick.tsx'
import { ValueTestInput } from './ValueTestInput.tsx'
import type { Vocabulary } from './vocabulary.ts'

interface PropertyFiltersProps {
  event: string
  value: readonly PropertyFilter[]
  vocabulary: Vocabulary
  onChange: (filters: PropertyFilter[]) => void
}

const MAX = 10

/** Conditions on the properties of one event. */
export function PropertyFilters({ event, value, vocabulary, onChange }: PropertyFiltersProps) {
  const { t } = useTranslation('audience')
  const suggestions = vocabulary.properties(event).map((path) => ({ value: path, label: path }))
  const put = (index: number, filter: PropertyFilter) =>
    onChange(value.map((old, i) => (i === index ? filter : old)))
  return (
    <span className={css.filters}>
      {value.map((filter, i) => (
        <span key={i} className={css.filter}>
          <Pick
            label={t('build.filter')}
            value={filter.path}
            suggestions={suggestions}
            onChange={(path) => put(i, { ...filter, path })}
          />
          <ValueTestInput value={filter.test} onChange={(test) => put(i, { ...filter, test })} />
          <Button
            size="small"
            type="text"
            aria-label={t('build.remove')}
            icon={<CloseOutlined />}
            onClick={() => onChange(value.filter((_, at) => at !== i))}
          />
        </span>
      ))}
      {value.length < MAX && (
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined />}
          onClick={() => onChange([...value, { path: '', test: { op: 'is', value: '' } }])}
        >
          {t('build.addFilter')}
        </Button>
      )}
    </span>
  )
}
