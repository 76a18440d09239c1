import { Button, Dropdown } from 'antd'
import { MoreOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import type { JourneyDetail } from './types.ts'

interface DeskActsProps {
  journey: JourneyDetail
  notAllowed: string | undefined
}

/** Pause, go on, end: what the server says is possible now. */
export function DeskActs({ journey, notAllowed }: DeskActsProps) {
  const { t } = useTranslation('journey')
  const format = useFormat()
  const [isEnding, setEnding] = useState(false)
  const id = { id: journey.id }
  const pausing = useAct(() => api.journey.pauseJourney(id), {
    refreshes: ['journey'],
    done: t('acts.paused'),
  })
  const resuming = useAct(() => api.journey.resumeJourney(id), {
    refreshes: ['journey'],
    done: t('acts.resumed'),
  })
  const ending = useAct(() => api.journey.endJourney(id), { refreshes: ['journey'] })
  const { may, state, numbers, name } = journey
  return (
    <>
      {state === 'live' && may.includes('pause') && (
        <ActionButton
          disabledReason={notAllowed}
          loading={pausing.isPending}
          onClick={() => pausing.mutate(undefined)}
        >
          {t('acts.pause')}
        </ActionButton>
      )}
      {state === 'paused' && may.includes('resume') && (
        <ActionButton
          type="primary"
          disabledReason={notAllowed}
          loading={resuming.isPending}
          onClick={() => resuming.mutate(undefined)}
        >
          {t('acts.resume')}
        </ActionButton>
      )}
      {may.includes('end') && notAllowed === undefined && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [{ key: 'end', danger: true, label: t('acts.end') }],
            onClick: () => setEnding(true),
          }}
        >
          <Button type="text" aria-label={t('acts.more')} icon={<MoreOutlined />} />
        </Dropdown>
      )}
      <ConfirmDanger
        isOpen={isEnding}
        title={t('acts.endTitle')}
        consequences={[
          t('acts.endPeople', { people: format.number(numbers.active) }),
          t('acts.endNobody'),
          t('acts.endForEver'),
        ]}
        name={name}
        verb={t('acts.end')}
        onConfirm={() => ending.mutateAsync(undefined)}
        onClose={() => setEnding(false)}
      />
    </>
  )
}
