import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Page } from '../../ui/Page.tsx'
import css from './insight.module.css'
import { OverviewDays } from './OverviewDays.tsx'
import { OverviewMetrics } from './OverviewMetrics.tsx'
import { OverviewRiver } from './OverviewRiver.tsx'
import { before } from './range.ts'
import { RangePicker } from './RangePicker.tsx'
import { Today } from './Today.tsx'
import { useRange } from './use-range.ts'

/** The start page: the river, AARRR, and whether data flow. */
export function OverviewPage() {
  const { t } = useTranslation('insight')
  const { choice, instants, choose } = useRange()
  const navigate = useNavigate()
  const now = useQuery({
    ...orpc.insight.overview.queryOptions({ input: instants }),
    placeholderData: keepPreviousData,
  })
  const earlier = useQuery(orpc.insight.overview.queryOptions({ input: before(instants) }))
  const { data, error } = now
  const isEmpty = data?.freshness.latestEventAt === null
  return (
    <Page
      title={t('overview.title')}
      description={t('overview.description')}
      asOf={data?.freshness.asOf}
      actions={<RangePicker choice={choice} onChoose={choose} />}
    >
      {error && <ErrorNote error={error} onRetry={() => void now.refetch()} />}
      {now.isPending && <Skeleton active paragraph={{ rows: 12 }} />}
      {isEmpty && (
        <EmptyState
          title={t('overview.emptyTitle')}
          text={t('overview.emptyText')}
          steps={[t('overview.emptyStep1'), t('overview.emptyStep2'), t('overview.emptyStep3')]}
          action={
            <Button type="primary" onClick={() => void navigate({ to: paths.sources() })}>
              {t('overview.emptyAction')}
            </Button>
          }
        />
      )}
      {data && !isEmpty && (
        <div className={now.isPlaceholderData ? css.staleColumn : css.column}>
          <OverviewRiver
            now={data.river}
            earlier={earlier.data?.river}
            asOf={data.freshness.asOf}
          />
          <OverviewMetrics overview={data} />
          <OverviewDays days={data.days} earlier={earlier.data?.days} asOf={data.freshness.asOf} />
        </div>
      )}
      <Today />
    </Page>
  )
}
