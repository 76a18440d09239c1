import { Alert, Button, Form, Input } from 'antd'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/problem-of.ts'
import type { Problem } from '../../api/problem.ts'
import { logIn } from '../../api/session.ts'
import { useLanguage } from '../../i18n/language.ts'
import { describeProblem } from '../../ui/describe-problem.ts'
import { formatDuration } from '../../ui/format.ts'
import { Logo } from '../../ui/Logo.tsx'
import { LanguageMenu, ThemeMenu } from '../../shell/menus.tsx'
import css from './LoginPage.module.css'
import { safeReturn } from './safe-return.ts'
import { Shore } from './Shore.tsx'

interface Credentials {
  email: string
  password: string
}

export function LoginPage() {
  const { t } = useTranslation(['governance', 'shell'])
  const navigate = useNavigate()
  const search = useSearch({ from: '/login' })
  const [hasCapsLock, setCapsLock] = useState(false)
  const entering = useMutation({
    mutationFn: ({ email, password }: Credentials) => logIn(email.trim(), password),
    meta: { isLogin: true },
    onSuccess: () => navigate({ href: safeReturn(search.next), replace: true }),
  })

  useEffect(() => {
    document.title = `${t('login.title')} · ${t('shell:brand')}`
  }, [t])

  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))
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
          {search.reason === 'expired' && !entering.isError && (
            <Alert type="info" title={t('login.expired')} className={css.note ?? ''} />
          )}
          {entering.error && <Refusal problem={problemOf(entering.error)} />}
          <Form<Credentials>
            layout="vertical"
            requiredMark={false}
            onFinish={(values) => entering.mutate(values)}
            disabled={entering.isPending}
          >
            <Form.Item
              name="email"
              label={t('login.email')}
              validateTrigger="onBlur"
              rules={[
                { required: true, message: t('login.emailMissing') },
                {
                  type: 'email',
                  message: t('login.emailWrong'),
                  transform: (text: string) => text.trim(),
                },
              ]}
            >
              <Input
                size="large"
                autoFocus
                autoComplete="username"
                inputMode="email"
                spellCheck={false}
              />
            </Form.Item>
            <Form.Item
              name="password"
              label={t('login.password')}
              rules={[{ required: true, message: t('login.passwordMissing') }]}
              extra={hasCapsLock ? t('login.capsLock') : undefined}
            >
              <Input.Password
                size="large"
                autoComplete="current-password"
                onKeyUp={watchCapsLock}
              />
            </Form.Item>
            <Button
              type="primary"
              size="large"
              htmlType="submit"
              block
              loading={entering.isPending}
            >
              {t('login.submit')}
            </Button>
          </Form>
        </div>
      </main>
    </div>
  )
}

function Refusal({ problem }: { problem: Problem }) {
  const { t } = useTranslation(['governance', 'kit'])
  const language = useLanguage()
  const { status, retryAfterSeconds } = problem
  const wait =
    retryAfterSeconds === undefined
      ? undefined
      : formatDuration(retryAfterSeconds * 1_000, language)
  const ours = describeProblem(problem, (key) => t(key, { ns: 'kit' }))
  const words =
    status === 401
      ? { title: t('login.wrong'), detail: t('login.wrongDetail') }
      : status === 429
        ? {
            title: t('login.tooMany'),
            detail: wait ? t('login.tooManyDetail', { wait }) : t('login.tooManySoon'),
          }
        : ours
  return (
    <Alert
      type="error"
      showIcon
      title={words.title}
      description={words.detail}
      className={css.note ?? ''}
    />
  )
}
