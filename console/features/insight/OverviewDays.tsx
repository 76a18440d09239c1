import { useTranslation } from 'react-i18next'
import { LineChart } from '../../chart/LineChart.tsx'
import css from './insight.module.css'
import type { Overview } from './OverviewMetrics.tsx'

interface OverviewDaysProps {
  days: Overview['days']
  earlier: Overview['days'] | undefined
  asOf: string
}

type Course = Exclude<keyof Overview['days'][number], 'day'>

/** The period's course by day, with the period before as a thin grey line. */
export function OverviewDays({ days, earlier, asOf }: OverviewDaysProps) {
  const { t } = useTranslation('insight')
  const at = days.map(({ day }) => day.slice(5))
  const line = (name: string, course: Course) => ({
    name,
    values: days.map((day) => day[course]),
  })
  const before = (course: Course) =>
    earlier && earlier.length > 0
      ? { previous: days.map((_, i) => earlier[i]?.[course] ?? null) }
      : {}
  return (
    <div className={css.pair}>
      <section className={css.sheet}>
        <LineChart
          title={t('overview.peopleByDay')}
          definition={t('overview.peopleByDayDefinition')}
          asOf={asOf}
          at={at}
          lines={[
            line(t('overview.activePeople'), 'activePeople'),
            line(t('overview.joinedPeople'), 'joinedPeople'),
          ]}
        />
      </section>
      <section className={css.sheet}>
        <LineChart
          title={t('overview.moneyByDay')}
          definition={t('overview.moneyByDayDefinition')}
          asOf={asOf}
          at={at}
          unit="money"
          lines={[{ ...line(t('overview.net'), 'netFen'), ...before('netFen') }]}
        />
      </section>
    </div>
  )
}
