import { useTranslation } from 'react-i18next'
import css from './duty.module.css'
import type { Shift } from './types.ts'
import { weekdayKey } from './weekday.ts'

const LEFT = 44
const WIDTH = 640
const ROW = 26
const HOURS = 24
const STEP = 6

const hoursOf = (clock: string): number => Number(clock.slice(0, 2)) + Number(clock.slice(3)) / 60
const x = (hour: number): number => LEFT + (hour / HOURS) * (WIDTH - LEFT)

interface Bar {
  weekday: number
  from: number
  to: number
  who: string
}

/** A shift past midnight goes on in the row of the next day. */
const barsOf = (shifts: readonly Shift[]): Bar[] =>
  shifts.flatMap(({ weekdays, from, to, staff }) =>
    weekdays.flatMap((weekday) => {
      const [begin, end, who] = [hoursOf(from), hoursOf(to), staff.join('、')]
      if (begin < end) return [{ weekday, from: begin, to: end, who }]
      const next = weekday === 7 ? 1 : weekday + 1
      return [
        { weekday, from: begin, to: HOURS, who },
        ...(end > 0 ? [{ weekday: next, from: 0, to: end, who }] : []),
      ]
    }),
  )

/** The week of a code: who is on duty when. */
export function WeekChart({ shifts }: { shifts: readonly Shift[] }) {
  const { t } = useTranslation('duty')
  const height = 7 * ROW + 18
  return (
    <svg className={css.week} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t('week')}>
      {[0, 1, 2, 3, 4].map((n) => (
        <g key={n}>
          <line className={css.line} x1={x(n * STEP)} x2={x(n * STEP)} y1={0} y2={7 * ROW} />
          <text x={x(n * STEP)} y={height - 4} textAnchor={n === 4 ? 'end' : 'middle'}>
            {n * STEP}
          </text>
        </g>
      ))}
      {([1, 2, 3, 4, 5, 6, 7] as const).map((day) => (
        <text key={day} x={0} y={(day - 1) * ROW + 17}>
          {t(`weekday.${weekdayKey(day)}`)}
        </text>
      ))}
      {barsOf(shifts).map(({ weekday, from, to, who }) => (
        <g key={`${weekday}-${from}-${to}-${who}`}>
          <title>{who}</title>
          <rect
            className={css.bar}
            x={x(from)}
            y={(weekday - 1) * ROW + 4}
            width={Math.max(2, x(to) - x(from))}
            height={ROW - 8}
            rx={3}
          />
          <text className={css.who} x={x(from) + 5} y={(weekday - 1) * ROW + 17}>
            {who.length * 7 < x(to) - x(from) ? who : ''}
          </text>
        </g>
      ))}
    </svg>
  )
}
