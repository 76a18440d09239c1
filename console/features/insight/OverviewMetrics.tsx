import { useTranslation } from 'react-i18next'
import type { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { Metric, Metrics } from '../../ui/Metric.tsx'
import type { Unit } from '../../ui/use-format.ts'
import css from './insight.module.css'

export type Overview = Awaited<ReturnType<typeof api.insight.overview>>
type Figure = Overview['metrics'][number]

const STAGES = ['acquisition', 'activation', 'retention', 'revenue', 'referral'] as const

const UNIT: Readonly<Record<Figure['unit'], Unit>> = {
  people: 'count',
  times: 'count',
  fen: 'money',
  percent: 'ratio',
  ratio: 'count',
}

/** The server tells rates in percent; here a ratio is one of one. */
const valueOf = ({ unit }: Figure, value: number | null): number | null =>
  value !== null && unit === 'percent' ? value / 100 : value

const DAY_OF = {
  active_people: 'activePeople',
  joined_people: 'joinedPeople',
  orders: 'orders',
  net_revenue_fen: 'netFen',
} as const

const TO: Readonly<Record<string, string>> = {
  new_people: paths.people(),
  joined_people: paths.people({ reachable: 'wecom' }),
  active_people: paths.people({ sort: '-lastSeen' }),
  paying_people: paths.people({ stage: 'paying' }),
  orders: paths.attribution(),
  net_revenue_fen: paths.attribution(),
  retained_percent: paths.cohorts(),
  activated_people: paths.funnels(),
}

const hasDays = (name: string): name is keyof typeof DAY_OF => Object.hasOwn(DAY_OF, name)

/** AARRR, stage by stage; each figure with its definition, the period before, and its course. */
export function OverviewMetrics({ overview }: { overview: Overview }) {
  const { t } = useTranslation('insight')
  const { metrics, days, freshness } = overview
  return (
    <div className={css.groups}>
      {STAGES.map((stage) => (
        <section key={stage} className={css.stage}>
          <h2 className={css.stageName}>{t(`stage.${stage}`)}</h2>
          <Metrics>
            {metrics
              .filter((metric) => metric.stage === stage)
              .map((metric) => (
                <Metric
                  key={metric.name}
                  label={metric.label}
                  definition={metric.definition}
                  value={valueOf(metric, metric.value)}
                  previous={valueOf(metric, metric.previous)}
                  unit={UNIT[metric.unit]}
                  better={metric.rising === 'good' ? 'up' : 'down'}
                  asOf={freshness.asOf}
                  {...(TO[metric.name] !== undefined && { to: TO[metric.name] })}
                  {...(hasDays(metric.name) && {
                    trend: days.map((day) => day[DAY_OF[metric.name as keyof typeof DAY_OF]]),
                  })}
                />
              ))}
          </Metrics>
        </section>
      ))}
    </div>
  )
}
