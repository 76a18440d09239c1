import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import type { EvidenceEdge } from '#modules/identity/contract.ts'
import { api } from '../../api/client.ts'
import { queryClient } from '../../api/query-client.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useShowError } from '../../ui/use-show-error.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { useConsequences } from './use-consequences.ts'
import css from './identity.module.css'

interface EvidenceListProps {
  edges: readonly EvidenceEdge[]
  nameOf: (identId: string) => string
  /** the evidence somebody wants back, from here or from the picture */
  asked: EvidenceEdge | undefined
  onAsk: (edge: EvidenceEdge | undefined) => void
}

const TONE = { holds: 'good', outvoted: 'warn', retracted: 'calm' } as const

/** Every piece of evidence, and the way to take one back. */
export function EvidenceList({ edges, nameOf, asked, onAsk }: EvidenceListProps) {
  const { t } = useTranslation(['identity', 'kit'])
  const format = useFormat()
  const notAllowed = useNotAllowed('identity:write')
  const showError = useShowError()
  const { message } = App.useApp()
  const moves = useConsequences(asked && { kind: 'retract', id: asked.evidenceId, forbid: true })
  const retract = useMutation({
    mutationFn: (id: string) => api.identity.retract({ id, why: '', forbid: true }),
    onError: showError,
    onSuccess: async ({ persons }) => {
      void message.success(t('identity:retractDone', { count: persons.length }))
      // Persons are derived again: whatever is on the screen may have changed.
      await queryClient.invalidateQueries()
    },
  })
  return (
    <Panel title={t('identity:evidence')}>
      <ul className={css.lines}>
        {edges.map((edge) => (
          <li key={edge.evidenceId}>
            <span>
              <span className={edge.state === 'holds' ? undefined : css.struck}>
                {t('identity:link', { a: nameOf(edge.a), b: nameOf(edge.b) })}
              </span>
              <br />
              <span className={css.muted}>
                {t('identity:by', { rule: t(`identity:rule.${edge.rule}`), source: edge.source })}
                {` · ${format.time(edge.at)} · `}
                <code>{edge.messageId}</code>
                {edge.clash &&
                  ` · ${edge.clash === 'apart' ? t('identity:apart') : t('identity:clash', { clash: edge.clash })}`}
                {edge.retracted &&
                  ` · ${t('identity:retractedBy', { by: edge.retracted.by, why: edge.retracted.why })}`}
              </span>
            </span>
            <span className={css.end}>
              <StatusDot tone={TONE[edge.state]}>{t(`identity:state.${edge.state}`)}</StatusDot>
              {edge.state !== 'retracted' && (
                <ActionButton
                  size="small"
                  type="text"
                  danger
                  disabledReason={notAllowed}
                  onClick={() => onAsk(edge)}
                >
                  {t('identity:retract')}
                </ActionButton>
              )}
            </span>
          </li>
        ))}
      </ul>
      <ConfirmDanger
        isOpen={asked !== undefined}
        title={t('identity:retractTitle')}
        consequences={[
          ...(asked ? [t('identity:link', { a: nameOf(asked.a), b: nameOf(asked.b) })] : []),
          ...moves,
          t('identity:retractWill2'),
        ]}
        name={t('identity:retractName')}
        verb={t('identity:retract')}
        onConfirm={() => (asked ? retract.mutateAsync(asked.evidenceId) : undefined)}
        onClose={() => onAsk(undefined)}
      />
    </Panel>
  )
}
