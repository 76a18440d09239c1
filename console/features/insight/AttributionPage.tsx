import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Segmented, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Page } from '../../ui/Page.tsx'
import { AttributedOrders } from './AttributedOrders.tsx'
import type { Credited } from './AttributedOrders.tsx'
import { AttributionTable } from './AttributionTable.tsx'
import css from './insight.module.css'
import { RangePicker } from './RangePicker.tsx'
import { useRange } from './use-range.ts'

const DIMENSIONS = [
  'channel',
  'account',
  'post',
  'content',
  'code',
  'journey',
  'campaign',
  'inviter',
] as const

const LOOKBACKS = [7, 30, 90, 180] as const

/** Orders by who brought them: first and last touch side by side. */
export function AttributionPage() {
  const { t } = useTranslation('insight')
  const { choice, instants, choose } = useRange()
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const [credited, setCredited] = useState<Credited>()
  const dimension = DIMENSIONS.find((one) => one === search.by) ?? 'channel'
  const lookbackDays = LOOKBACKS.find((one) => one === Number(search.lookback)) ?? 30
  const question = { ...instants, dimension, lookbackDays }
  const ask = (model: 'first' | 'last') => ({
    ...orpc.insight.attribution.queryOptions({ input: { ...question, model } }),
    placeholderData: keepPreviousData,
  })
  const [first, last] = [useQuery(ask('first')), useQuery(ask('last'))]
  const error = first.error ?? last.error
  const set = (change: Record<string, string | number>) =>
    void navigate({
      to: '.',
      search: (current: Record<string, unknown>) => ({ ...current, ...change }),
      replace: true,
    })
  const isEmpty = first.data?.total.orders === 0
  return (
    <Page
      title={t('attribution.title')}
      description={t('attribution.description')}
      asOf={first.data?.freshness.asOf}
      actions={<RangePicker choice={choice} onChoose={choose} />}
    >
      <div className={css.row}>
        <div className={css.scroll}>
          <Segmented
            aria-label={t('attribution.dimension')}
            value={dimension}
            options={DIMENSIONS.map((value) => ({
              value,
              label: t(`attribution.dimensions.${value}`),
            }))}
            onChange={(by) => set({ by })}
          />
        </div>
        <Select
          aria-label={t('attribution.lookback')}
          value={lookbackDays}
          prefix={t('attribution.lookback')}
          options={LOOKBACKS.map((value) => ({
            value,
            label: t('attribution.lookbackDays', { count: value }),
          }))}
          onChange={(lookback) => set({ lookback })}
        />
        <Input.Search
          style={{ width: 280 }}
          placeholder={t('attribution.tracePlaceholder')}
          enterButton={<Button>{t('attribution.traceOrder')}</Button>}
          onSearch={(id) => id.trim() && void navigate({ to: paths.orderTrace(id.trim()) })}
        />
      </div>
      {error && (
        <ErrorNote
          error={error}
          onRetry={() => void Promise.all([first.refetch(), last.refetch()])}
        />
      )}
      {(first.isPending || last.isPending) && !error && <Skeleton active />}
      {isEmpty && (
        <EmptyState
          title={t('attribution.emptyTitle')}
          text={t('attribution.emptyText')}
          steps={[
            t('attribution.emptyStep1'),
            t('attribution.emptyStep2'),
            t('attribution.emptyStep3'),
          ]}
        />
      )}
      {first.data && last.data && !isEmpty && (
        <>
          <AttributionTable
            first={first.data}
            last={last.data}
            isChannel={dimension === 'channel'}
            isPerson={dimension === 'inviter'}
            title={t(`attribution.dimensions.${dimension}`)}
            onPick={setCredited}
          />
          <p className={css.definition}>
            {t('attribution.definitionTitle')}: {first.data.definition}
          </p>
        </>
      )}
      <AttributedOrders
        credited={credited}
        question={question}
        onClose={() => setCredited(undefined)}
      />
    </Page>
  )
}
