import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { FunnelChart } from '../../chart/FunnelChart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useWords } from '../profile/words.ts'
import { FunnelForm } from './FunnelForm.tsx'
import { FunnelPeople } from './FunnelPeople.tsx'
import type { Asked } from './FunnelPeople.tsx'
import { isAskable, readFunnel } from './funnel-state.ts'
import type { FunnelState } from './funnel-state.ts'
import css from './insight.module.css'
import { RangePicker } from './RangePicker.tsx'
import { useRange } from './use-range.ts'

/** How many people got how far, in order; every figure opens the people behind it. */
export function FunnelPage() {
  const { t } = useTranslation('insight')
  const format = useFormat()
  const words = useWords()
  const { choice, instants, choose } = useRange()
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const state = useMemo(() => readFunnel(search), [search])
  const [asked, setAsked] = useState<Asked>()
  const { steps, windowHours, segmentId } = state
  const question = {
    ...instants,
    steps,
    windowSeconds: windowHours * 3_600,
    ...(segmentId && { filter: { kind: 'segment' as const, segmentId } }),
  }
  const { data, error, isFetching, refetch } = useQuery({
    ...orpc.insight.funnel.queryOptions({ input: question }),
    enabled: isAskable(state),
    placeholderData: keepPreviousData,
  })
  const change = (funnel: FunnelState) =>
    void navigate({
      to: '.',
      search: (current: Record<string, unknown>) => ({ ...current, funnel }),
      replace: true,
    })
  const shown = isAskable(state) ? data : undefined
  const chartSteps = useMemo(
    () => (shown?.steps ?? []).map(({ event, people }) => ({ name: words.event(event), people })),
    [shown, words],
  )
  const percent = (value: number | null) => (value === null ? NOTHING : format.percent(value / 100))
  return (
    <Page
      title={t('funnel.title')}
      description={t('funnel.description')}
      asOf={shown?.freshness.asOf}
      actions={<RangePicker choice={choice} onChoose={choose} />}
    >
      <div className={css.builder}>
        <FunnelForm state={state} onChange={change} />
        <div className={isFetching && shown ? css.staleColumn : css.column}>
          {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
          {!isAskable(state) && (
            <section className={css.sheet}>
              <EmptyState title={t('funnel.emptyTitle')} text={t('funnel.emptyText')} />
            </section>
          )}
          {isAskable(state) && !shown && !error && <Skeleton active />}
          {shown && (
            <>
              <section className={css.sheet}>
                <FunnelChart
                  title={t('funnel.result')}
                  definition={shown.definition}
                  asOf={shown.freshness.asOf}
                  steps={chartSteps}
                  onPick={(i) =>
                    setAsked(
                      i + 1 < shown.steps.length
                        ? { step: i + 1, who: 'dropped' }
                        : { step: i + 1, who: 'reached' },
                    )
                  }
                />
                <p className={css.hint}>{t('funnel.pickHint')}</p>
              </section>
              <section className={`${css.sheet} ${css.scroll}`}>
                <table className={css.table}>
                  <thead>
                    <tr>
                      <th scope="col">{t('funnel.stepColumn')}</th>
                      <th scope="col">{t('funnel.people')}</th>
                      <th scope="col">{t('funnel.fromPrevious')}</th>
                      <th scope="col">{t('funnel.fromFirst')}</th>
                      <th scope="col">{t('funnel.dropped')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {shown.steps.map((step) => (
                      <tr key={step.step}>
                        <td>{`${step.step}. ${words.event(step.event)}`}</td>
                        <td>
                          <button
                            type="button"
                            className={css.linkButton}
                            onClick={() => setAsked({ step: step.step, who: 'reached' })}
                          >
                            {format.number(step.people)}
                          </button>
                        </td>
                        <td>{percent(step.fromPreviousPercent)}</td>
                        <td>{percent(step.fromFirstPercent)}</td>
                        <td>
                          {step.step < shown.steps.length ? (
                            <button
                              type="button"
                              className={css.linkButton}
                              onClick={() => setAsked({ step: step.step, who: 'dropped' })}
                            >
                              {format.number(step.dropped)}
                            </button>
                          ) : (
                            NOTHING
                          )}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <p className={css.definition}>{shown.definition}</p>
              </section>
            </>
          )}
        </div>
      </div>
      <FunnelPeople asked={asked} question={question} onClose={() => setAsked(undefined)} />
    </Page>
  )
}
