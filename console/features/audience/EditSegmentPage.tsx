import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { App, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Predicate } from '#modules/audience/model/predicate.ts'
import { api, orpc } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Page } from '../../ui/Page.tsx'
import { useShowError } from '../../ui/use-show-error.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { SegmentForm, useWhyNot } from './SegmentForm.tsx'
import type { Draft } from './SegmentForm.tsx'

/** Changes an existing segment; what is saved counts at once when it is live. */
export function EditSegmentPage() {
  const { id = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(
    orpc.audience.segment.queryOptions({ input: { segmentId: id } }),
  )
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton active />
  return <Editor key={data.segmentId} segment={data} />
}

type Segment = Awaited<ReturnType<typeof api.audience.segment>>

function Editor({ segment }: { segment: Segment }) {
  const { t } = useTranslation(['audience', 'kit'])
  const navigate = useNavigate()
  const notAllowed = useNotAllowed('audience:write')
  const { message } = App.useApp()
  const showError = useShowError()
  const { segmentId, name, purpose, state } = segment
  const [draft, setDraft] = useState<Draft>(() => ({
    name,
    purpose,
    predicate: Predicate.parse(segment.predicate),
  }))
  const missing = useWhyNot(draft)
  const save = useMutation({
    mutationFn: () => api.audience.changeSegment({ segmentId, ...draft }),
    onError: showError,
    onSuccess: async (saved) => {
      await refresh('audience')
      void message.success(t('audience:build.saved', { name: saved.name }))
      await navigate({ to: paths.segment(segmentId) })
    },
  })
  return (
    <Page
      title={t('audience:build.titleEdit')}
      back={<Link to={paths.segment(segmentId)}>{`← ${name}`}</Link>}
      actions={
        <ActionButton
          type="primary"
          disabledReason={notAllowed ?? missing}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('audience:build.save')}
        </ActionButton>
      }
    >
      <SegmentForm draft={draft} onChange={setDraft} isLive={state === 'live'} />
    </Page>
  )
}
