import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CARRIER_SAYS } from '#modules/deliver/model/carrier.ts'
import { HOLDS_ROOM, LETTER_SAYS, LETTER_STATES } from '#modules/deliver/model/letter.ts'
import { api, orpc } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TaskProgress } from '../../ui/TaskProgress.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { PhonePreview } from '../content/PhonePreview.tsx'
import { Row } from './BroadcastPlan.tsx'
import { BroadcastState } from './BroadcastState.tsx'
import css from './deliver.module.css'
import { ContentTitle, SegmentTitle } from './Title.tsx'
import type { Broadcast } from './types.ts'

export function BroadcastPage() {
  const { id = '' } = useParams({ strict: false })
  const broadcast = useQuery({
    ...orpc.deliver.broadcast.queryOptions({ input: { id } }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 3_000 : 30_000),
  })
  return <Loaded query={broadcast}>{(found) => <One broadcast={found} />}</Loaded>
}

const TASK = { running: 'running', stopped: 'cancelled', done: 'done' } as const

function One({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation('deliver')
  const say = useSays()
  const format = useFormat()
  const notAllowed = useNotAllowed('deliver:write')
  const [isStopping, setStopping] = useState(false)
  const { id, name, state, people, letters } = broadcast
  const stopping = useAct(() => api.deliver.stopBroadcast({ id }), { refreshes: ['deliver'] })
  const made = Object.values(letters).reduce((sum, n) => sum + n, 0)
  const isOpen = (letters.created ?? 0) + (letters.queued ?? 0) + (letters.held ?? 0) > 0
  const tone = (one: (typeof LETTER_STATES)[number]) =>
    one === 'sent' ? 'good' : HOLDS_ROOM[one] ? 'warn' : 'bad'
  return (
    <Page
      title={name}
      back={<Link to={paths.broadcasts()}>{t('broadcast.title')}</Link>}
      badge={<BroadcastState state={state} />}
      actions={
        (state === 'running' || isOpen) &&
        state !== 'stopped' && (
          <ActionButton danger disabledReason={notAllowed} onClick={() => setStopping(true)}>
            {t('broadcast.stop')}
          </ActionButton>
        )
      }
    >
      <TaskProgress name={t('broadcast.progress')} state={TASK[state]} done={made} total={people} />
      <div className={css.sides}>
        <div className={css.column}>
          <Panel
            title={t('broadcast.letters')}
            extra={
              <Link to={paths.letters()} search={{ campaignId: id }}>
                {t('broadcast.allLetters')}
              </Link>
            }
          >
            <ul className={css.bars}>
              {LETTER_STATES.filter((one) => (letters[one] ?? 0) > 0).map((one) => (
                <Row
                  key={one}
                  name={say(LETTER_SAYS[one])}
                  n={letters[one] ?? 0}
                  of={made}
                  tone={tone(one)}
                />
              ))}
            </ul>
            {(letters.created ?? 0) > 0 && <p className={css.hint}>{t('broadcast.createdHint')}</p>}
          </Panel>
          <Panel title={t('broadcast.about')}>
            <Facts
              items={[
                { label: t('broadcast.segment'), value: <SegmentTitle id={broadcast.segmentId} /> },
                { label: t('broadcast.content'), value: <ContentTitle id={broadcast.contentId} /> },
                {
                  label: t('broadcast.carriers'),
                  value: broadcast.carriers.map((one) => say(CARRIER_SAYS[one])).join(' → '),
                },
                { label: t('letters.kind'), value: t(`kind.${broadcast.kind}`) },
                { label: t('broadcast.created'), value: format.time(broadcast.createdAt) },
                { label: t('broadcast.by'), value: broadcast.createdBy },
              ]}
            />
          </Panel>
        </div>
        <PhonePreview contentId={broadcast.contentId} />
      </div>
      <ConfirmDanger
        isOpen={isStopping}
        title={t('broadcast.stopTitle')}
        consequences={[
          t('broadcast.stopQueued'),
          t('broadcast.stopStaff'),
          t('broadcast.stopSent'),
        ]}
        name={name}
        verb={t('broadcast.stop')}
        onConfirm={() => stopping.mutateAsync(undefined)}
        onClose={() => setStopping(false)}
      />
    </Page>
  )
}
