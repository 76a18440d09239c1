import { Select, TimePicker } from 'antd'
import dayjs from 'dayjs'
import customParseFormat from 'dayjs/plugin/customParseFormat'
import { useTranslation } from 'react-i18next'
import css from './duty.module.css'
import type { Hours } from './types.ts'
import { weekdayKey } from './weekday.ts'

dayjs.extend(customParseFormat)

interface HoursFieldProps {
  id?: string
  value?: Hours
  onChange?: (hours: Hours) => void
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const
const CLOCK = 'HH:mm'

export const USUAL_HOURS: Hours = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }

/** Weekdays, and from when to when by the wall clock. */
export function HoursField({ id, value = USUAL_HOURS, onChange }: HoursFieldProps) {
  const { t } = useTranslation('duty')
  const change = (part: Partial<Hours>) => onChange?.({ ...value, ...part })
  return (
    <div className={css.hours} id={id}>
      <Select<number[]>
        mode="multiple"
        maxTagCount="responsive"
        aria-label={t('weekdays')}
        value={value.weekdays}
        options={WEEKDAYS.map((day) => ({ value: day, label: t(`weekday.${weekdayKey(day)}`) }))}
        onChange={(weekdays) => change({ weekdays: weekdays.toSorted((a, b) => a - b) })}
      />
      <TimePicker.RangePicker
        format={CLOCK}
        minuteStep={5}
        order={false}
        allowClear={false}
        value={[dayjs(value.from, CLOCK), dayjs(value.to, CLOCK)]}
        onChange={(range) => {
          const [from, to] = range ?? []
          if (from && to) change({ from: from.format(CLOCK), to: to.format(CLOCK) })
        }}
      />
    </div>
  )
}
