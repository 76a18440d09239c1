import { useTranslation } from 'react-i18next'
import css from './duty.module.css'
import type { Shift } from './types.ts'
import { weekdayKey } from './weekday.ts'

const LEFT = 44
const WIDTH = 640
const LANE = 20
const GAP = 6
const HOURS = 24
const STEP = 6
/** About as wide as a Chinese character in the font of the chart. */
const LETTER = 11

const hoursOf = (clock: string): number => Number(clock.slice(0, 2)) + Number(clock.slice(3)) / 60
const x = (hour: number): number => LEFT + (hour / HOURS) * (WIDTH - LEFT)

interface Bar {
  weekday: number
  lane: number
  from: number
  to: number
  who: string
}

/** A shift past midnight goes on in the row of the next day; of one day each shift has a lane. */
const barsOf = (shifts: readonly Shift[], nameOf: (userid: string) => string): Bar[] =>
  shifts.flatMap(({ weekdays, from, to, staff }, lane) =>
    weekdays.flatMap((weekday) => {
      const who = staff.map(nameOf).join('、')
      const [begin, end] = [hoursOf(from), hoursOf(to)]
      if (begin < end) return [{ weekday, lane, from: begin, to: end, who }]
      const next = weekday === 7 ? 1 : weekday + 1
      return [
        { weekday, lane, from: begin, to: HOURS, who },
        ...(end > 0 ? [{ weekday: next, lane, from: 0, to: end, who }] : []),
      ]
    }),
  )

/** The week of a code: who is on duty when. */
interface WeekChartProps {
  shifts: readonly Shift[]
  nameOf: (userid: string) => string
}

export function WeekChart({ shifts, nameOf }: WeekChartProps) {
  const { t } = useTranslation('duty')
  const row = Math.max(1, shifts.length) * LANE + GAP
  const height = 7 * row + 18
  return (
    <svg className={css.week} viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t('week')}>
      {[0, 1, 2, 3, 4].map((n) => (
        <g key={n}>
          <line className={css.line} x1={x(n * STEP)} x2={x(n * STEP)} y1={0} y2={7 * row} />
          <text x={x(n * STEP)} y={height - 4} textAnchor={n === 4 ? 'end' : 'middle'}>
            {n * STEP}
          </text>
        </g>
      ))}
      {[1, 2, 3, 4, 5, 6, 7].map((day) => (
        <text key={day} x={0} y={(day - 1) * row + 16}>
          {t(`weekday.${weekdayKey(day)}`)}
        </text>
      ))}
      {barsOf(shifts, nameOf).map(({ weekday, lane, from, to, who }) => {
        const top = (weekday - 1) * row + lane * LANE + 2
        return (
          <g key={`${weekday}-${lane}-${from}`}>
            <title>{who}</title>
            <rect
              className={css.bar}
              x={x(from)}
              y={top}
              width={Math.max(2, x(to) - x(from))}
              height={LANE - 2}
              rx={3}
            />
            <text className={css.who} x={x(from) + 5} y={top + 13}>
              {who.length * LETTER < x(to) - x(from) ? who : ''}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
