import { DatePicker, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { WINDOW_KINDS } from '#modules/audience/model/window.ts'
import type { Window } from '#modules/audience/model/window.ts'
import { useLanguage } from '../../../i18n/language.ts'

const KINDS = Object.keys(WINDOW_KINDS) as Window['kind'][]

function windowOf(kind: Window['kind']): Window {
  switch (kind) {
    case 'ever':
      return { kind }
    case 'within_hours':
      return { kind, hours: 24 }
    case 'within_days':
      return { kind, days: 30 }
    case 'between':
      return {
        kind,
        from: dayjs().subtract(30, 'day').startOf('day').toISOString(),
        to: dayjs().startOf('day').toISOString(),
      }
  }
}

interface WindowInputProps {
  label: string
  value: Window
  onChange: (window: Window) => void
}

/** When something must have happened to count. */
export function WindowInput({ label, value, onChange }: WindowInputProps) {
  const { t } = useTranslation('audience')
  const language = useLanguage()
  const shared = { size: 'small', variant: 'filled', 'aria-label': label } as const
  return (
    <>
      <Select
        {...shared}
        value={value.kind}
        popupMatchSelectWidth={false}
        options={KINDS.map((kind) => ({ value: kind, label: WINDOW_KINDS[kind][language] }))}
        onChange={(kind) => onChange(windowOf(kind))}
      />
      {value.kind === 'within_days' && (
        <>
          <InputNumber
            {...shared}
            min={1}
            max={3_650}
            precision={0}
            style={{ width: 64 }}
            value={value.days}
            onChange={(days) => onChange({ kind: 'within_days', days: days ?? 1 })}
          />
          {t('build.days')}
        </>
      )}
      {value.kind === 'within_hours' && (
        <>
          <InputNumber
            {...shared}
            min={1}
            max={87_600}
            precision={0}
            style={{ width: 64 }}
            value={value.hours}
            onChange={(hours) => onChange({ kind: 'within_hours', hours: hours ?? 1 })}
          />
          {t('build.hours')}
        </>
      )}
      {value.kind === 'between' && (
        <DatePicker.RangePicker
          size="small"
          variant="filled"
          allowClear={false}
          value={[dayjs(value.from), dayjs(value.to)]}
          onChange={(dates) => {
            const [from, to] = dates ?? []
            if (from && to)
              onChange({ kind: 'between', from: from.toISOString(), to: to.toISOString() })
          }}
        />
      )}
    </>
  )
}
