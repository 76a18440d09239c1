import { Segmented } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeskHeader } from './DeskHeader.tsx'
import css from './Desk.module.css'
import { DraftDesk } from './DraftDesk.tsx'
import { LiveDesk } from './LiveDesk.tsx'
import type { JourneyDetail } from './types.ts'
import { useDraft } from './use-draft.ts'

type View = 'draft' | 'live'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** The whole window for one journey: the draft to draw, or what is live to watch. */
export function JourneyDesk({ journey }: { journey: JourneyDetail }) {
  const { t } = useTranslation('journey')
  const [view, setView] = useState<View>(journey.live === null ? 'draft' : 'live')
  const [isRehearsing, setRehearsing] = useState(false)
  const draft = useDraft(journey)
  const isOpen = journey.state !== 'ended'

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (
      view !== 'draft' ||
      isRehearsing ||
      !(event.ctrlKey || event.metaKey) ||
      isTyping(event.target)
    )
      return
    const key = event.key.toLowerCase()
    if (key !== 'z' && key !== 'y') return
    event.preventDefault()
    draft.act({ kind: key === 'y' || event.shiftKey ? 'redo' : 'undo' })
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])

  return (
    <div className={css.desk}>
      <DeskHeader
        journey={journey}
        draft={draft}
        isDrawing={view === 'draft'}
        isRehearsing={isRehearsing}
        onRehearse={setRehearsing}
        onPublished={() => {
          setRehearsing(false)
          setView('live')
        }}
      >
        <Segmented<View>
          value={view}
          onChange={setView}
          options={[
            { value: 'live', label: t('desk.live'), disabled: journey.live === null },
            { value: 'draft', label: t('desk.draft'), disabled: !isOpen },
          ]}
        />
      </DeskHeader>
      {view === 'draft' || journey.live === null ? (
        <DraftDesk
          journey={journey}
          draft={draft}
          isRehearsing={isRehearsing}
          onDraw={() => setRehearsing(false)}
        />
      ) : (
        <LiveDesk journey={journey} graph={journey.live} />
      )}
    </div>
  )
}
