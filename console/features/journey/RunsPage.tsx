import { Link, useParams } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { ReasonCode, REASONS } from '#modules/deliver/model/reason.ts'
import { api } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { paths } from '../../paths.ts'
import { useList } from '../../table/use-list.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PersonLink } from '../../ui/PersonLink.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useWords } from '../profile/words.ts'
import css from './RunsPage.module.css'
import type { Run } from './types.ts'
import { useTold } from './use-told.ts'

/** The journeys one person is or was in, step by step: why is she here? */
export function RunsPage() {
  const { id = '' } = useParams({ strict: false })
  const { t } = useTranslation('journey')
  const list = useList({
    key: [['journey'], 'runs', id],
    load: (cursor, signal) => api.journey.runsOfPerson({ personId: id, cursor }, { signal }),
  })
  return (
    <Page title={t('runs.title')} description={t('runs.description')} back={<PersonLink id={id} />}>
      {list.error && <ErrorNote error={list.error} onRetry={list.refresh} />}
      {!list.isLoading && !list.error && list.rows.length === 0 && (
        <EmptyState title={t('runs.none')} text={t('runs.noneText')} />
      )}
      {list.rows.map((run) => (
        <OneRun key={run.runId} run={run} />
      ))}
      {list.hasMore && (
        <Button loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('runs.more')}
        </Button>
      )}
    </Page>
  )
}

function OneRun({ run }: { run: Run }) {
  const { t } = useTranslation('journey')
  const say = useSays()
  const format = useFormat()
  const told = useTold()
  const words = useWords()
  return (
    <Panel
      title={run.journeyName}
      extra={
        <>
          <Tag>{`v${run.version}`}</Tag>
          <Tag color={run.state === 'active' ? 'processing' : 'default'}>
            {t(`runs.${run.state}`)}
          </Tag>
          <Link to={paths.journey(run.journeyId)}>{t('runs.open')}</Link>
        </>
      }
    >
      <ol className={css.steps}>
        <li className={css.begin}>
          <time>{format.time(run.startedAt, 'second')}</time>
          <div>{run.cause.startsWith('segment') ? t('runs.bySegment') : t('runs.byEvent')}</div>
        </li>
        {run.steps.map((step) => (
          <li key={`${step.nodeId}.${step.visit}`}>
            <time>{format.time(step.at, 'second')}</time>
            <div>
              <b>{told(step.says)}</b>
              {step.exit !== 'entered' && <span>{say(step.exitSays)}</span>}
              <Reason detail={step.detail} />
              {step.at !== step.enteredAt && (
                <small>
                  {t('runs.stayed', {
                    time: format.duration(
                      new Date(step.at).getTime() - new Date(step.enteredAt).getTime(),
                    ),
                  })}
                </small>
              )}
            </div>
          </li>
        ))}
        {run.standsAt && (
          <li className={css.now}>
            <time>{format.time(run.standsAt.since, 'second')}</time>
            <div>
              <b>{told(run.standsAt.says)}</b>
              <span>
                {run.standsAt.until
                  ? t('runs.until', { time: format.time(run.standsAt.until) })
                  : t('runs.here')}
              </span>
              {run.standsAt.listening.length > 0 && (
                <small>
                  {t('runs.listening', {
                    events: run.standsAt.listening.map(words.event).join(', '),
                  })}
                </small>
              )}
            </div>
          </li>
        )}
        {run.endedAt && (
          <li className={css.end}>
            <time>{format.time(run.endedAt, 'second')}</time>
            <div>{t('runs.ended', { outcome: outcomeOf(run.outcome, t) })}</div>
          </li>
        )}
      </ol>
    </Panel>
  )
}

/** Why a letter was withheld, in words. */
function Reason({ detail }: { detail: Run['steps'][number]['detail'] }) {
  const say = useSays()
  const known = ReasonCode.safeParse(detail?.reason).data
  return known && <small>{say(REASONS[known])}</small>
}

const OUTCOMES = ['finished', 'goal', 'ended', 'merged', 'broken', 'erased'] as const

function outcomeOf(
  outcome: string | null,
  t: (key: `runs.outcome.${(typeof OUTCOMES)[number]}`) => string,
): string {
  const known = OUTCOMES.find((one) => one === outcome)
  return known ? t(`runs.outcome.${known}`) : (outcome ?? '')
}
