import { Button, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useLanguage } from '../../i18n/language.ts'
import { useList } from '../../table/use-list.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './profile.module.css'

type Run = Awaited<ReturnType<typeof api.journey.runsOfPerson>>['items'][number]

/** The journeys she is in or was in: where she stands, and how she came there. */
export function Journeys({ personId }: { personId: string }) {
  const { t } = useTranslation('profile')
  const language = useLanguage()
  const format = useFormat()
  const list = useList<Run>({
    key: [['journey'], 'person', personId],
    load: (cursor, signal) =>
      api.journey.runsOfPerson(
        { personId, ...(cursor && { cursor }) },
        { ...(signal && { signal }) },
      ),
  })
  return (
    <Panel title={t('person.tabs.journeys')}>
      {list.error && <ErrorNote error={list.error} onRetry={list.refresh} />}
      {list.isLoading && <Skeleton active />}
      {!list.isLoading && !list.error && list.rows.length === 0 && (
        <p className={css.muted}>{t('person.journeysEmpty')}</p>
      )}
      <ul className={css.lines}>
        {list.rows.map((run) => (
          <li key={run.runId}>
            <div className={css.between}>
              <b>{run.journeyName}</b>
              <StatusDot tone={run.state === 'active' ? 'busy' : 'calm'}>
                {run.state === 'active' ? t('person.journeyActive') : t('person.journeyDone')}
              </StatusDot>
            </div>
            {run.standsAt && (
              <p>
                {t('person.journeyAt', {
                  node: run.standsAt.says[language],
                  at: format.time(run.standsAt.since),
                })}
              </p>
            )}
            <details>
              <summary className={css.muted}>{format.time(run.startedAt)}</summary>
              <ol>
                {run.steps.map((step) => (
                  <li key={`${step.nodeId}${step.visit}`} className={css.between}>
                    <span>
                      {step.says[language]} → {step.exitSays[language]}
                    </span>
                    <span className={css.meta}>{format.time(step.at)}</span>
                  </li>
                ))}
              </ol>
            </details>
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button block type="text" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('person.loadMore')}
        </Button>
      )}
    </Panel>
  )
}
