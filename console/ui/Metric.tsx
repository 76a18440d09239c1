import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Sparkline } from '../chart/Sparkline.tsx'
import { change } from './change.ts'
import { Freshness } from './Freshness.tsx'
import { LinkTo } from './LinkTo.tsx'
import css from './Metric.module.css'
import { useFormat } from './use-format.ts'
import type { Unit } from './use-format.ts'

interface MetricProps {
  label: string
  value: number | null | undefined
  unit?: Unit
  /** What exactly is counted. Every metric has one. */
  definition: string
  /** The same number one period earlier; leave it out where there is no such thing. */
  previous?: number | null | undefined
  /** Which way is good news; without it a change stays grey. */
  better?: 'up' | 'down'
  /** The course within the period. */
  trend?: readonly number[]
  asOf?: string | Date | undefined
  /** The people behind the number. */
  to?: string
  /** Stands for the value when it cannot be told. */
  instead?: ReactNode
}

/** The row of a page's metrics; they share its width. */
export function Metrics({ children }: { children: ReactNode }) {
  return <div className={css.row}>{children}</div>
}

export function Metric(props: MetricProps) {
  const {
    label,
    value,
    unit = 'count',
    definition,
    previous,
    better,
    trend,
    asOf,
    to,
    instead,
  } = props
  const format = useFormat()
  const shown = <span title={format.exact(value, unit)}>{format.short(value, unit)}</span>
  return (
    <div className={css.metric}>
      <Tooltip title={definition}>
        <button type="button" className={css.label}>
          {label}
        </button>
      </Tooltip>
      <div className={css.line}>
        <div className={css.value}>
          {instead ?? (to ? <LinkTo to={to}>{shown}</LinkTo> : shown)}
        </div>
        {trend && trend.length > 1 && <Sparkline values={trend} label={label} unit={unit} />}
      </div>
      <div className={css.foot}>
        {previous !== undefined && (
          <Change now={value} before={previous} unit={unit} better={better} />
        )}
        {asOf && <Freshness at={asOf} />}
      </div>
    </div>
  )
}

interface ChangeProps {
  now: number | null | undefined
  before: number | null
  unit: Unit
  better: 'up' | 'down' | undefined
}

function Change({ now, before, unit, better }: ChangeProps) {
  const { t } = useTranslation('kit')
  const format = useFormat()
  const difference = change(now, before, unit)
  if (!difference) return <span className={css.before}>{t('noPrevious')}</span>
  const { direction, ratio } = difference
  const tone =
    better === undefined || direction === 'same' ? 'plain' : direction === better ? 'good' : 'bad'
  const sign = { up: '↑', down: '↓', same: '→' }[direction]
  return (
    <Tooltip title={`${t('previous')} ${format.exact(before, unit)}`}>
      <span className={css.before}>
        {t('versusPrevious')}{' '}
        <b className={css[tone]}>{`${sign} ${format.percent(Math.abs(ratio))}`}</b>
      </span>
    </Tooltip>
  )
}
