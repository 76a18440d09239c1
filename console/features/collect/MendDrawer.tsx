import { useQuery } from '@tanstack/react-query'
import { Alert, App, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { useShowError } from '../../ui/use-show-error.ts'
import { useSettled } from '../../ui/use-settled.ts'
import css from './collect.module.css'
import { EditList } from './EditList.tsx'
import { isWhole, placesIn } from './edits.ts'
import type { DraftEdit } from './edits.ts'

export interface LetterKind {
  source: string
  field: string
  reason: string
  /** the reason in the reader's language */
  says: string
}

const WAIT_MS = 400

/** Puts refused events of one kind right: edits, what they would do, and sending them again. */
export function MendDrawer({ kind, onClose }: { kind: LetterKind; onClose: () => void }) {
  const { t } = useTranslation('collect')
  const format = useFormat()
  const { message } = App.useApp()
  const showError = useShowError()
  const refused = useNotAllowed('collect:write')
  const [drafts, setDrafts] = useState<readonly DraftEdit[]>([])
  const [sent, setSent] = useState<number>()
  const edits = useSettled(
    drafts.flatMap((draft) => (isWhole(draft) ? [draft] : [])),
    WAIT_MS,
  )
  const { source, field, reason } = kind
  const asked = { source, field, reason, edits: [...edits] }
  const preview = useQuery({
    queryKey: [['collect'], 'mend', asked],
    queryFn: () => api.collect.previewMend(asked),
    placeholderData: (before) => before,
  })
  const seen = preview.data
  const sendAgain = async () => {
    setSent(0)
    try {
      let done = 0
      let after: { position: string; index: number } | null = null
      do {
        const part: Awaited<ReturnType<typeof api.collect.mend>> = await api.collect.mend({
          ...asked,
          ...(after && { after }),
        })
        done += part.sentAgain
        after = part.next
        setSent(done)
      } while (after)
      void message.success(t('mend.done', { count: done }))
      await refresh('collect')
      onClose()
    } catch (error) {
      showError(error)
      await refresh('collect')
    } finally {
      setSent(undefined)
    }
  }
  return (
    <Drawer
      open
      onClose={onClose}
      size={880}
      title={`${field === '' ? '' : `${field}: `}${kind.says}`}
      extra={
        <ActionButton
          type="primary"
          loading={sent !== undefined}
          disabledReason={refused ?? (seen?.taken === 0 ? t('mend.noneTaken') : undefined)}
          onClick={() => void sendAgain()}
        >
          {t('mend.sendAgain')}
        </ActionButton>
      }
    >
      <div className={css.column}>
        <p className={css.muted}>{t('mend.about')}</p>
        <EditList
          edits={drafts}
          places={placesIn(seen?.samples.map(({ raw }) => raw) ?? [])}
          onChange={setDrafts}
        />
        {preview.error && <ErrorNote error={preview.error} />}
        {seen && (
          <Alert
            type={seen.taken === seen.looked ? 'success' : 'info'}
            showIcon
            title={
              sent !== undefined
                ? t('mend.sending', { sent: format.number(sent), all: format.number(seen.letters) })
                : t('mend.would', {
                    taken: format.number(seen.taken),
                    looked: format.number(seen.looked),
                    letters: format.number(seen.letters),
                  })
            }
          />
        )}
        {seen?.samples.map(({ id, raw, mended, canonical, event, why }) => (
          <div key={id} className={css.pair}>
            <CodeSnippet label={t('mend.before')} code={JSON.stringify(raw, null, 2)} />
            <CodeSnippet
              label={why ? `${t('mend.still')} ${why.field}: ${why.reason}` : t('mend.after')}
              code={JSON.stringify(why ? mended : { event, ...canonical }, null, 2)}
            />
          </div>
        ))}
      </div>
    </Drawer>
  )
}
