import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { DatePicker, Segmented, Skeleton } from 'antd'
import dayjs from 'dayjs'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { serverNow } from '../../api/server-clock.ts'
import { useTimeZone } from '../../api/session.ts'
import { Heatmap } from '../../chart/Heatmap.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Page } from '../../ui/Page.tsx'
import type { Unit } from '../../ui/use-format.ts'
import css from './insight.module.css'

const UNITS = ['week', 'month'] as const
const MEASURES = ['percent', 'people', 'net'] as const
type Measure = (typeof MEASURES)[number]

const WRITTEN: Readonly<Record<Measure, Unit>> = { percent: 'ratio', people: 'count', net: 'money' }
const PERIODS = { week: 12, month: 12 } as const
const PERIOD_MS = { week: 7 * 86_400_000, month: 31 * 86_400_000 } as const

const DAY = /^\d{4}-\d{2}-\d{2}$/
const endOfDay = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000)

/** Buyers by the time of their first order, and who came back. */
export function CohortsPage() {
  const { t } = useTranslation('insight')
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const timeZone = useTimeZone()
  const unit = UNITS.find((one) => one === search.unit) ?? 'week'
  const measure = MEASURES.find((one) => one === search.measure) ?? 'percent'
  const until =
    typeof search.until === 'string' && DAY.test(search.until) ? search.until : undefined
  const input = useMemo(() => {
    const last = until === undefined ? serverNow() : endOfDay(until)
    const to = new Date(Math.ceil(last.getTime() / 3_600_000) * 3_600_000)
    const from = new Date(to.getTime() - PERIODS[unit] * PERIOD_MS[unit])
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      timeZone,
      unit,
      periods: PERIODS[unit],
    }
  }, [unit, timeZone, until])
  const { data, error, isPending, refetch } = useQuery({
    ...orpc.insight.cohorts.queryOptions({ input }),
    placeholderData: keepPreviousData,
  })
  const choose = (change: Record<string, string | undefined>) =>
    void navigate({
      to: '.',
      search: (current: Record<string, unknown>) => ({ ...current, ...change }),
      replace: true,
    })
  const cells = useMemo(() => {
    const cohorts = data?.cohorts ?? []
    const oldest = Math.max(0, ...cohorts.flatMap((c) => c.ages.map(({ age }) => age)))
    // Everybody bought in her first period: as a share it says nothing and drowns the others.
    const youngest = measure === 'percent' ? 1 : 0
    const ages = Array.from({ length: oldest + 1 - youngest }, (_, n) => n + youngest)
    return {
      rows: cohorts.map(({ cohort, people }) => `${cohort} · ${people}`),
      columns: ages.map((n) => (n === 0 ? t('cohorts.first') : t('cohorts.age', { n }))),
      values: cohorts.map((c) =>
        ages.map((n) => {
          const cell = c.ages.find(({ age }) => age === n)
          if (!cell) return null
          if (measure === 'net') return cell.netFen
          return measure === 'people' ? cell.people : cell.percent / 100
        }),
      ),
    }
  }, [data, measure, t])
  return (
    <Page
      title={t('cohorts.title')}
      description={t('cohorts.description')}
      asOf={data?.freshness.asOf}
      actions={
        <>
          <DatePicker
            aria-label={t('cohorts.until')}
            placeholder={t('cohorts.until')}
            value={until === undefined ? null : dayjs(until)}
            onChange={(day) => choose({ until: day?.format('YYYY-MM-DD') })}
          />
          <Segmented
            aria-label={t('cohorts.unit')}
            value={unit}
            options={UNITS.map((value) => ({ value, label: t(`cohorts.${value}`) }))}
            onChange={(value) => choose({ unit: value })}
          />
          <Segmented
            aria-label={t('cohorts.measure')}
            value={measure}
            options={MEASURES.map((value) => ({ value, label: t(`cohorts.${value}`) }))}
            onChange={(value) => choose({ measure: value })}
          />
        </>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {data?.cohorts.length === 0 && (
        <EmptyState
          title={t('cohorts.emptyTitle')}
          text={t('cohorts.emptyText')}
          steps={[t('cohorts.emptyStep1'), t('cohorts.emptyStep2'), t('cohorts.emptyStep3')]}
        />
      )}
      {data && data.cohorts.length > 0 && (
        <section className={css.sheet}>
          <Heatmap
            title={t('cohorts.heat')}
            definition={data.definition}
            asOf={data.freshness.asOf}
            cells={cells}
            unit={WRITTEN[measure]}
          />
          <p className={css.definition}>{data.definition}</p>
        </section>
      )}
    </Page>
  )
}
