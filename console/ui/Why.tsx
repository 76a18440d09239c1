import { Link } from '@tanstack/react-router'
import { Drawer, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from './use-format.ts'
import css from './Why.module.css'

export interface EvidenceStep {
  key: string
  /** What was seen or decided, as a sentence. */
  says: ReactNode
  at?: string | Date | undefined
  /** The rule, the numbers, the event: what makes the sentence true. */
  detail?: ReactNode
  /** Speaks for the result, against it, or merely tells. */
  weight?: 'for' | 'against' | 'note'
  /** Where the evidence itself can be read. */
  to?: string
}

interface WhyProps {
  isOpen: boolean
  onClose: () => void
  /** The question as the operator would ask it. */
  question: string
  /** The answer in one sentence. */
  answer?: ReactNode
  /** Evidence in order; `undefined` while it is being read. */
  steps: readonly EvidenceStep[] | undefined
}

/** Answers “why”: a conclusion, and the steps of evidence that lead to it. */
export function Why({ isOpen, onClose, question, answer, steps }: WhyProps) {
  const { t } = useTranslation('kit')
  const format = useFormat()
  return (
    <Drawer open={isOpen} onClose={onClose} title={t('why.title')} size={440}>
      <h2 className={css.question}>{question}</h2>
      {answer && <p className={css.answer}>{answer}</p>}
      {!steps && <Skeleton active />}
      {steps?.length === 0 && <p className={css.none}>{t('why.empty')}</p>}
      <ol className={css.steps}>
        {steps?.map((step) => (
          <li key={step.key} className={css[step.weight ?? 'note']}>
            {step.at && <time className={css.at}>{format.time(step.at, 'second')}</time>}
            <div>{step.to ? <Link to={step.to}>{step.says}</Link> : step.says}</div>
            {step.detail && <div className={css.detail}>{step.detail}</div>}
          </li>
        ))}
      </ol>
    </Drawer>
  )
}
