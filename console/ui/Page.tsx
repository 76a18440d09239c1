import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Freshness } from './Freshness.tsx'
import css from './Page.module.css'

interface PageProps {
  title: string
  /** One sentence: what one does here. */
  description?: ReactNode
  /** What stands beside the title: a status. */
  badge?: ReactNode
  actions?: ReactNode
  /** Until when the data of this page are complete. */
  asOf?: string | Date | undefined
  /** The way back to the list this page belongs to. */
  back?: ReactNode
  /** Takes the whole width, for canvases and long tables. */
  isWide?: boolean
  children?: ReactNode
}

export function Page({
  title,
  description,
  badge,
  actions,
  asOf,
  back,
  isWide,
  children,
}: PageProps) {
  const { t } = useTranslation('shell')
  useEffect(() => {
    document.title = `${title} · ${t('brand')}`
  }, [title, t])
  return (
    <article className={isWide ? css.wide : css.page}>
      <header className={css.header}>
        <div className={css.heading}>
          {back && <div className={css.back}>{back}</div>}
          <div className={css.titleLine}>
            <h1 className={css.title}>{title}</h1>
            {badge}
          </div>
          {description && <p className={css.description}>{description}</p>}
        </div>
        <div className={css.aside}>
          {asOf && <Freshness at={asOf} />}
          {actions && <div className={css.actions}>{actions}</div>}
        </div>
      </header>
      {children}
    </article>
  )
}
