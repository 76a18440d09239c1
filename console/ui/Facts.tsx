import type { ReactNode } from 'react'
import css from './Facts.module.css'

interface FactsProps {
  items: readonly { label: string; value: ReactNode }[]
}

/** Names and values, side by side; in one column where space is short. */
export function Facts({ items }: FactsProps) {
  return (
    <dl className={css.facts}>
      {items.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
