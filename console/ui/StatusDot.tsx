import css from './StatusDot.module.css'

export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'calm'

/** A state in a word; the dot only helps the eye, the word carries the meaning. */
export function StatusDot({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={css.status}>
      <i className={css[tone]} aria-hidden="true" />
      {children}
    </span>
  )
}
