import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Page } from '../../ui/Page.tsx'
import { useShowError } from '../../ui/use-show-error.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { SegmentForm, useWhyNot } from './SegmentForm.tsx'
import type { Draft } from './SegmentForm.tsx'
import { isStarter, starterPredicate } from './starters.ts'

/** A new segment, from nothing, from an example (`?starter=`) or from a tag (`?tag=`). */
export function NewSegmentPage() {
  const { t } = useTranslation(['audience', 'kit'])
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const notAllowed = useNotAllowed('audience:write')
  const { message } = App.useApp()
  const showError = useShowError()
  const [draft, setDraft] = useState<Draft>(() => {
    if (isStarter(search.starter))
      return {
        name: t(`audience:starter.${search.starter}.name`),
        purpose: t(`audience:starter.${search.starter}.purpose`),
        predicate: starterPredicate(search.starter),
      }
    const { tag } = search
    return {
      name: typeof tag === 'string' ? tag : '',
      purpose: '',
      predicate: { kind: 'and', of: typeof tag === 'string' ? [{ kind: 'tag', tag }] : [] },
    }
  })
  const missing = useWhyNot(draft)
  const whyNot = notAllowed ?? missing
  const save = useMutation({
    mutationFn: (live: boolean) => api.audience.createSegment({ ...draft, live }),
    onError: showError,
    onSuccess: async ({ segmentId, name, state }) => {
      await refresh('audience')
      void message.success(
        state === 'live'
          ? t('audience:build.liveNow', { name })
          : t('audience:build.saved', { name }),
      )
      await navigate({ to: paths.segment(segmentId) })
    },
  })
  return (
    <Page
      title={t('audience:build.titleNew')}
      back={<Link to={paths.segments()}>{`← ${t('audience:build.back')}`}</Link>}
      actions={
        <>
          <ActionButton
            disabledReason={whyNot}
            loading={save.isPending}
            onClick={() => save.mutate(false)}
          >
            {t('audience:build.saveDraft')}
          </ActionButton>
          <ActionButton
            type="primary"
            disabledReason={whyNot}
            loading={save.isPending}
            onClick={() => save.mutate(true)}
          >
            {t('audience:build.goLive')}
          </ActionButton>
        </>
      }
    >
      <SegmentForm draft={draft} onChange={setDraft} />
    </Page>
  )
}
