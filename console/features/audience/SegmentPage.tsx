import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { App, Input, Skeleton } from 'antd'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { LineChart } from '../../chart/LineChart.tsx'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Metric, Metrics } from '../../ui/Metric.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useShowError } from '../../ui/use-show-error.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './audience.module.css'
import { Members } from './Members.tsx'
import { Overlap } from './Overlap.tsx'
import { SegmentState } from './SegmentState.tsx'
import { useSays } from './use-says.ts'
import { WhyInSegment } from './WhyInSegment.tsx'

type Segment = Awaited<ReturnType<typeof api.audience.segment>>

/** How often a segment that is still being computed is looked at again. */
const COMPUTING_MS = 1_500

export function SegmentPage() {
  const { t } = useTranslation('audience')
  const { id = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery({
    ...orpc.audience.segment.queryOptions({ input: { segmentId: id } }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'live' && !state.data.complete ? COMPUTING_MS : false,
  })
  const back = <Link to={paths.segments()}>{`← ${t('segment.back')}`}</Link>
  if (data) return <Whole segment={data} />
  return (
    <Page title={t('list.title')} back={back}>
      {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <Skeleton active />}
    </Page>
  )
}

function Whole({ segment }: { segment: Segment }) {
  const { t } = useTranslation('audience')
  const format = useFormat()
  const says = useSays()
  const { segmentId, name, days, state } = segment
  const [asked, setAsked] = useState<string>()
  const ask = useCallback((personId: string) => setAsked(personId), [])
  const sum = (of: 'entered' | 'left') => days.reduce((all, day) => all + day[of], 0)
  return (
    <Page
      title={name}
      description={segment.purpose || undefined}
      badge={<SegmentState state={state} complete={segment.complete} />}
      back={<Link to={paths.segments()}>{`← ${t('segment.back')}`}</Link>}
      actions={<Actions segment={segment} />}
    >
      <Panel>
        <p className={css.says}>{says(segment.says)}</p>
        <p className={css.muted}>
          {t('segment.changed', { by: segment.changedBy, at: format.time(segment.changedAt) })}
        </p>
      </Panel>
      <Metrics>
        <Metric
          label={t('segment.members')}
          definition={t('segment.membersDefinition')}
          value={state === 'live' ? segment.members : null}
          trend={runningMembers(segment)}
        />
        <Metric
          label={t('segment.entered')}
          definition={t('segment.enteredDefinition')}
          value={sum('entered')}
        />
        <Metric
          label={t('segment.left')}
          definition={t('segment.leftDefinition')}
          value={sum('left')}
        />
        <Metric
          label={t('segment.version')}
          definition={t('segment.versionDefinition')}
          value={segment.version}
        />
      </Metrics>
      <div className={css.editor}>
        <div className={css.main}>
          <Members
            key={segment.version}
            segmentId={segmentId}
            isLive={state === 'live'}
            onAsk={ask}
          />
        </div>
        <aside className={css.side}>
          <Panel>
            <LineChart
              title={t('segment.days')}
              definition={t('segment.daysDefinition')}
              at={days.map(({ day }) => day.slice(5))}
              height={180}
              lines={[
                { name: t('segment.entered'), values: days.map(({ entered }) => entered) },
                { name: t('segment.left'), values: days.map(({ left }) => left) },
              ]}
            />
          </Panel>
          <Overlap segmentId={segmentId} name={name} />
          <Panel title={t('segment.explain')}>
            <Input.Search
              placeholder={t('segment.explainPlaceholder')}
              enterButton={t('segment.explainAsk')}
              onSearch={(text) => /^[1-9]\d*$/.test(text.trim()) && setAsked(text.trim())}
            />
          </Panel>
        </aside>
      </div>
      <WhyInSegment
        asked={asked === undefined ? undefined : { segmentId, segmentName: name, personId: asked }}
        onClose={() => setAsked(undefined)}
      />
    </Page>
  )
}

/** Members at the end of each day, counted back from now. */
function runningMembers({ days, members }: Segment): number[] {
  const backwards: number[] = []
  let then = members
  for (const { entered, left } of days.toReversed()) {
    backwards.push(then)
    then += left - entered
  }
  return backwards.toReversed()
}

function Actions({ segment }: { segment: Segment }) {
  const { t } = useTranslation(['audience', 'kit'])
  const { segmentId, name, state, members } = segment
  const navigate = useNavigate()
  const showError = useShowError()
  const { modal, message } = App.useApp()
  const [isArchiving, setArchiving] = useState(false)
  const refused = useNotAllowed('audience:write')
  const setState = useMutation({
    mutationFn: (next: Segment['state']) =>
      api.audience.setSegmentState({ segmentId, state: next }),
    onError: showError,
    onSuccess: async (saved) => {
      if (saved.state === 'live') void message.success(t('audience:build.liveNow', { name }))
      await refresh('audience')
    },
  })
  const rest = () =>
    modal.confirm({
      title: t('audience:segment.pause'),
      content: t('audience:segment.pauseText'),
      okText: t('audience:segment.pause'),
      onOk: () => setState.mutateAsync('draft'),
    })
  return (
    <>
      {state !== 'archived' && (
        <ActionButton disabledReason={refused} onClick={() => setArchiving(true)}>
          {t('audience:segment.archive')}
        </ActionButton>
      )}
      {state === 'archived' && (
        <ActionButton disabledReason={refused} onClick={() => setState.mutate('draft')}>
          {t('audience:segment.restore')}
        </ActionButton>
      )}
      {state === 'live' && (
        <ActionButton disabledReason={refused} onClick={rest}>
          {t('audience:segment.pause')}
        </ActionButton>
      )}
      <ActionButton
        disabledReason={refused}
        onClick={() => void navigate({ to: paths.editSegment(segmentId) })}
      >
        {t('audience:segment.edit')}
      </ActionButton>
      {state === 'draft' && (
        <ActionButton
          type="primary"
          disabledReason={refused}
          loading={setState.isPending}
          onClick={() => setState.mutate('live')}
        >
          {t('audience:segment.goLive')}
        </ActionButton>
      )}
      <ConfirmDanger
        isOpen={isArchiving}
        title={t('audience:segment.archiveTitle', { name })}
        consequences={[
          t('audience:segment.archiveWill1', { count: members }),
          t('audience:segment.archiveWill2'),
        ]}
        name={name}
        verb={t('audience:segment.archiveVerb')}
        onConfirm={() => setState.mutateAsync('archived')}
        onClose={() => setArchiving(false)}
      />
    </>
  )
}
