import type { ReactNode } from 'react'
import { useId } from 'react'
import css from './Panel.module.css'

interface PanelProps {
  title?: string
  extra?: ReactNode
  /** Content goes to the edge: tables, canvases. */
  isFlush?: boolean
  children: ReactNode
}

/** A raised sheet of paper with a heading: what groups things on a page. */
export function Panel({ title, extra, isFlush, children }: PanelProps) {
  const id = useId()
  return (
    <section className={css.panel} aria-labelledby={title ? id : undefined}>
      {(title || extra) && (
        <header className={css.header}>
          {title && (
            <h2 id={id} className={css.title}>
              {title}
            </h2>
          )}
          {extra && <div className={css.extra}>{extra}</div>}
        </header>
      )}
      <div className={isFlush ? css.flush : css.body}>{children}</div>
    </section>
  )
}
