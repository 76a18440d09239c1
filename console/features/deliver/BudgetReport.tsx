import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ReasonCode, REASONS } from '#modules/deliver/model/reason.ts'
import { BarChart } from '../../chart/BarChart.tsx'
import { LineChart } from '../../chart/LineChart.tsx'
import { useSays } from '../../i18n/use-says.ts'
import { paths } from '../../paths.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './deliver.module.css'
import type { BudgetReport as Report } from './types.ts'

const totals = (records: readonly Record<string, number>[]): [string, number][] => {
  const sums = new Map<string, number>()
  for (const record of records)
    for (const [key, n] of Object.entries(record)) sums.set(key, (sums.get(key) ?? 0) + n)
  return [...sums].toSorted(([, a], [, b]) => b - a)
}

export function BudgetReport({ report }: { report: Report }) {
  const { t } = useTranslation('deliver')
  const say = useSays()
  const { days, caps, asOf } = report
  const sum = (record: Record<string, number>) => Object.values(record).reduce((a, b) => a + b, 0)
  const reasonOf = (word: string) => {
    const known = ReasonCode.safeParse(word).data
    return known ? say(REASONS[known]) : word
  }
  return (
    <>
      <div className={css.halves}>
        <Panel>
          <LineChart
            title={t('budget.course')}
            definition={t('budget.courseDefinition')}
            asOf={asOf}
            at={days.map(({ day }) => day.slice(5))}
            lines={[
              { name: t('budget.sent'), values: days.map(({ byState }) => byState.sent ?? 0) },
              { name: t('budget.withheld'), values: days.map(({ byReason }) => sum(byReason)) },
            ]}
            height={240}
          />
        </Panel>
        <Panel>
          <BarChart
            title={t('budget.reasons')}
            definition={t('budget.reasonsDefinition')}
            asOf={asOf}
            bars={totals(days.map(({ byReason }) => byReason)).map(([reason, value]) => ({
              name: reasonOf(reason),
              value,
            }))}
            isLying
          />
          <p className={css.more}>
            <Link to={paths.letters()} search={{ state: 'withheld' }}>
              {t('budget.seeWithheld')}
            </Link>
          </p>
        </Panel>
      </div>
      <Panel title={t('budget.use')}>
        {caps.length === 0 && <p className={css.hint}>{t('budget.noCaps')}</p>}
        {caps.map((cap) => (
          <CapUse key={cap.capId} cap={cap} />
        ))}
        <p className={css.hint}>{t('budget.useHint')}</p>
      </Panel>
    </>
  )
}

/** People by how much of a cap they have used: the last cell is full, and nothing more reaches them. */
function CapUse({ cap }: { cap: Report['caps'][number] }) {
  const { t } = useTranslation('deliver')
  const format = useFormat()
  const capName = useCapName()
  const cells = Array.from({ length: Math.min(cap.max, 12) }, (_, i) => {
    const used = i + 1
    return {
      used,
      people: cap.used.find((one) => one.used === used)?.people ?? 0,
      isFull: used >= cap.max,
    }
  })
  const over = cap.used
    .filter(({ used }) => used > cap.max)
    .reduce((sum, { people }) => sum + people, 0)
  const most = Math.max(1, ...cells.map(({ people }) => people))
  return (
    <div className={css.cap}>
      <span className={css.capName}>{capName(cap.capId)}</span>
      <ol>
        {cells.map(({ used, people, isFull }) => (
          <li
            key={used}
            className={isFull ? css.full : undefined}
            title={t('budget.cell', { used, max: cap.max, people: format.number(people) })}
            style={{
              background: `color-mix(in srgb, var(--${isFull ? 'warning' : 'primary'}) ${people === 0 ? 0 : 8 + (people / most) * 30}%, var(--raised))`,
            }}
          >
            <small>{`${used}/${cap.max}`}</small>
            <b>{format.number(people)}</b>
          </li>
        ))}
      </ol>
      {over > 0 && <small>{t('budget.over', { people: format.number(over) })}</small>}
    </div>
  )
}

const KNOWN = [
  'marketing_per_day',
  'marketing_per_week',
  'sms_per_month',
  'wecom_platform',
] as const

/** Caps have ids of their own; those that ship with Siyu have names, too. */
export function useCapName(): (capId: string) => string {
  const { t } = useTranslation('deliver')
  return (capId) => {
    const known = KNOWN.find((one) => one === capId)
    return known ? t(`cap.${known}`) : capId
  }
}
