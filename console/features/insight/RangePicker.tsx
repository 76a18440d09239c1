import { DatePicker, Segmented } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PRESET_DAYS } from './range.ts'
import type { RangeChoice } from './range.ts'

const CUSTOM = 'custom'

interface RangePickerProps {
  choice: RangeChoice
  onChoose: (choice: RangeChoice) => void
}

/** 7, 30, 90 days or any two dates. */
export function RangePicker({ choice, onChoose }: RangePickerProps) {
  const { t } = useTranslation('insight')
  const [isPicking, setPicking] = useState(false)
  const isCustom = choice.kind === 'custom' || isPicking
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
      <Segmented<string>
        aria-label={t('range.label')}
        value={isCustom ? CUSTOM : String(choice.days)}
        options={[
          ...PRESET_DAYS.map((count) => ({
            value: String(count),
            label: t('range.days', { count }),
          })),
          { value: CUSTOM, label: t('range.custom') },
        ]}
        onChange={(value) => {
          setPicking(value === CUSTOM)
          if (value !== CUSTOM) onChoose({ kind: 'days', days: Number(value) })
        }}
      />
      {isCustom && (
        <DatePicker.RangePicker
          allowClear={false}
          placeholder={[t('range.from'), t('range.to')]}
          value={choice.kind === 'custom' ? [dayjs(choice.from), dayjs(choice.to)] : null}
          onChange={(dates) => {
            const [from, to] = dates ?? []
            if (from && to)
              onChoose({
                kind: 'custom',
                from: from.format('YYYY-MM-DD'),
                to: to.format('YYYY-MM-DD'),
              })
          }}
        />
      )}
    </div>
  )
}
