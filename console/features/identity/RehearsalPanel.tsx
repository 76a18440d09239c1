import { Alert, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Metric, Metrics } from '../../ui/Metric.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PersonLink } from '../../ui/PersonLink.tsx'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './identity.module.css'
import type { Rehearsal } from './rules.ts'

interface RehearsalPanelProps {
  rehearsal: Rehearsal
  isSaving: boolean
  onSave: (why: string) => void
}

/** What the rules would make of the persons there are; then, and only then, they can be put in force. */
export function RehearsalPanel({ rehearsal, isSaving, onSave }: RehearsalPanelProps) {
  const { t } = useTranslation('identity')
  const refused = useNotAllowed('identity:write')
  const [why, setWhy] = useState('')
  const { merges, splits, looked, isWhole, tooLarge, samples } = rehearsal
  return (
    <Panel title={t('rules.rehearsal')}>
      <div className={css.lines}>
        <Metrics>
          <Metric
            label={t('rules.merges')}
            definition={t('rules.mergesDefinition')}
            value={merges}
          />
          <Metric
            label={t('rules.splits')}
            definition={t('rules.splitsDefinition')}
            value={splits}
          />
          <Metric
            label={t('rules.looked')}
            definition={t('rules.lookedDefinition')}
            value={looked}
          />
        </Metrics>
        {!isWhole && <Alert type="info" showIcon title={t('rules.notWhole', { count: looked })} />}
        {tooLarge > 0 && (
          <Alert type="warning" showIcon title={t('rules.tooLarge', { count: tooLarge })} />
        )}
        {samples.length > 0 && (
          <ol className={css.changes}>
            {samples.map(({ kind, persons, nodes }) => (
              <li key={`${kind} ${persons.join(' ')} ${nodes[0]?.identId}`}>
                <strong>{t(`rules.${kind}`)}</strong>{' '}
                {persons.map((id) => (
                  <span key={id}>
                    <PersonLink id={id} />{' '}
                  </span>
                ))}
                <small className={css.muted}>
                  {nodes.map((node) => `${t(`kind.${node.kind}`)} ${node.value}`).join(' · ')}
                </small>
              </li>
            ))}
          </ol>
        )}
        {merges + splits === 0 && <p className={css.muted}>{t('rules.nothing')}</p>}
        <div className={css.line}>
          <Input
            value={why}
            maxLength={500}
            placeholder={t('page.mergeWhy')}
            aria-label={t('page.mergeWhy')}
            onChange={({ target }) => setWhy(target.value)}
          />
          <ActionButton
            type="primary"
            danger={merges + splits > 0}
            disabledReason={refused}
            loading={isSaving}
            onClick={() => onSave(why)}
          >
            {t('rules.apply')}
          </ActionButton>
        </div>
      </div>
    </Panel>
  )
}
