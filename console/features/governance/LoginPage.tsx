import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageMenu, ThemeMenu } from '../../shell/menus.tsx'
import { Logo } from '../../ui/Logo.tsx'
import { LoginForm } from './LoginForm.tsx'
import css from './LoginPage.module.css'
import { safeReturn } from './safe-return.ts'
import { Shore } from './Shore.tsx'

export function LoginPage() {
  const { t } = useTranslation(['governance', 'shell'])
  const navigate = useNavigate()
  const search = useSearch({ from: '/login' })

  useEffect(() => {
    document.title = `${t('login.title')} · ${t('shell:brand')}`
  }, [t])

  return (
    <div className={css.page}>
      <aside className={css.sea} aria-hidden="true">
        <Shore />
        <div className={css.promise}>
          <p className={css.promiseTitle}>{t('login.promise')}</p>
          <p>{t('login.promiseText')}</p>
        </div>
      </aside>
      <main className={css.side}>
        <div className={css.corner}>
          <LanguageMenu />
          <ThemeMenu />
        </div>
        <div className={css.form}>
          <div className={css.brand}>
            <Logo size={32} />
            <span>{t('shell:brand')}</span>
          </div>
          <h1 className={css.title}>{t('login.title')}</h1>
          <p className={css.subtitle}>{t('login.subtitle')}</p>
          <LoginForm
            isExpired={search.reason === 'expired'}
            onEntered={() => void navigate({ href: safeReturn(search.next), replace: true })}
          />
        </div>
      </main>
    </div>
  )
}
