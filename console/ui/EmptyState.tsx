import type { ReactNode } from 'react'
import css from './EmptyState.module.css'

interface EmptyStateProps {
  /** What is not there yet. */
  title: string
  /** What this page is for. */
  text: ReactNode
  /** Three steps to the first result. */
  steps?: readonly string[]
  action?: ReactNode
  /** Where it stands for a whole page, it bears the page's title. */
  heading?: 1 | 2
}

/** An empty page teaches: what for, how to begin, and the button that begins. */
export function EmptyState({ title, text, steps = [], action, heading = 2 }: EmptyStateProps) {
  const Heading = heading === 1 ? 'h1' : 'h2'
  return (
    <div className={css.empty}>
      <svg className={css.picture} viewBox="0 0 160 72" fill="none" aria-hidden="true">
        <path d="M4 26c12-14 25-14 37-3s25 11 36 0c6-6 12-9 20-9" stroke="var(--line)" />
        <path
          d="M128 34c14 3 24 9 24 15 0 10-24 17-52 17s-52-7-52-17 24-17 52-17"
          stroke="var(--primary)"
        />
        <path d="M74 48c6-3 12-3 18 0s12 3 18 0" stroke="var(--line)" />
      </svg>
      <Heading className={css.title}>{title}</Heading>
      <p className={css.text}>{text}</p>
      {steps.length > 0 && (
        <ol className={css.steps}>
          {steps.map((step, i) => (
            <li key={step}>
              <span className={css.number}>{i + 1}</span>
              {step}
            </li>
          ))}
        </ol>
      )}
      {action && <div className={css.action}>{action}</div>}
    </div>
  )
}
