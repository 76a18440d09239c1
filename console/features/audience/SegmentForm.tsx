import { Alert, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Predicate } from '#modules/audience/model/predicate.ts'
import { say } from '#modules/audience/model/say.ts'
import { useLanguage } from '../../i18n/language.ts'
import { Panel } from '../../ui/Panel.tsx'
import css from './audience.module.css'
import { PredicateBuilder } from './builder/PredicateBuilder.tsx'
import { useVocabulary } from './builder/vocabulary.ts'
import { LiveCount } from './LiveCount.tsx'
import { useSays } from './use-says.ts'

export interface Draft {
  name: string
  purpose: string
  predicate: Predicate
}

/** Why it cannot be saved yet; `undefined` when it can. */
export function useWhyNot(draft: Draft): string | undefined {
  const { t } = useTranslation('audience')
  if (draft.name.trim() === '') return t('build.nameNeeded')
  return Predicate.safeParse(draft.predicate).success ? undefined : t('build.incomplete')
}

interface SegmentFormProps {
  draft: Draft
  onChange: (draft: Draft) => void
  isLive?: boolean
  children?: ReactNode
}

/** A segment as a sentence: every part of it a control, the count beside it. */
export function SegmentForm({ draft, onChange, isLive = false, children }: SegmentFormProps) {
  const { t } = useTranslation('audience')
  const language = useLanguage()
  const says = useSays()
  const { segmentName } = useVocabulary()
  const isWhole = Predicate.safeParse(draft.predicate).success
  return (
    <div className={css.editor}>
      <div className={css.main}>
        {isLive && <Alert type="info" showIcon title={t('build.liveEditHint')} />}
        <Panel>
          <div className={css.form}>
            <label>
              <span className={css.muted}>{t('build.name')}</span>
              <Input
                value={draft.name}
                maxLength={100}
                placeholder={t('build.namePlaceholder')}
                onChange={(event) => onChange({ ...draft, name: event.target.value })}
              />
            </label>
            <label>
              <span className={css.muted}>{t('build.purpose')}</span>
              <Input
                value={draft.purpose}
                maxLength={500}
                placeholder={t('build.purposePlaceholder')}
                onChange={(event) => onChange({ ...draft, purpose: event.target.value })}
              />
            </label>
          </div>
        </Panel>
        <Panel title={t('build.condition')}>
          <PredicateBuilder
            value={draft.predicate}
            onChange={(predicate) => onChange({ ...draft, predicate })}
          />
        </Panel>
        <Panel title={t('build.sentence')}>
          <p className={isWhole ? css.says : css.muted} aria-live="polite">
            {isWhole ? says(say(draft.predicate, language, segmentName)) : t('build.incomplete')}
          </p>
        </Panel>
        {children}
      </div>
      <aside className={css.side}>
        <LiveCount predicate={draft.predicate} />
      </aside>
    </div>
  )
}
