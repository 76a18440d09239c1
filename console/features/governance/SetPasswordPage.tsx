import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PASSWORD_MIN_CHARS } from '#modules/governance/model/password.ts'
import { api } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { paths } from '../../paths.ts'
import { LanguageMenu, ThemeMenu } from '../../shell/menus.tsx'
import { Logo } from '../../ui/Logo.tsx'
import css from './LoginPage.module.css'
import { Shore } from './Shore.tsx'

interface Passwords {
  password: string
  again: string
}

/** The one-time link of an invitation. The token is behind #, so that no server's log has it. */
export function SetPasswordPage() {
  const { t } = useTranslation(['governance', 'shell'])
  const navigate = useNavigate()
  const [token] = useState(() => window.location.hash.slice(1))
  const [form] = Form.useForm<Passwords>()
  const showProblem = useFormProblem(form)
  useEffect(() => {
    document.title = `${t('password.title')} · ${t('shell:brand')}`
  }, [t])
  const setting = useMutation({
    mutationFn: ({ password }: Passwords) => api.governance.setPassword({ token, password }),
    meta: { isLogin: true },
    onError: showProblem,
    onSuccess: () => void navigate({ to: paths.login(), replace: true }),
  })
  return (
    <div className={css.page}>
      <aside className={css.sea} aria-hidden="true">
        <Shore />
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
          <h1 className={css.title}>{t('password.title')}</h1>
          <p className={css.subtitle}>{t('password.subtitle')}</p>
          {token === '' ? (
            <Alert type="warning" showIcon title={t('password.noToken')} />
          ) : (
            <Form<Passwords>
              form={form}
              layout="vertical"
              requiredMark={false}
              onFinish={(values) => setting.mutate(values)}
            >
              <Form.Item
                name="password"
                label={t('password.new')}
                rules={[
                  {
                    required: true,
                    min: PASSWORD_MIN_CHARS,
                    message: t('password.short', { count: PASSWORD_MIN_CHARS }),
                  },
                ]}
              >
                <Input.Password size="large" autoFocus autoComplete="new-password" />
              </Form.Item>
              <Form.Item
                name="again"
                label={t('password.again')}
                dependencies={['password']}
                rules={[
                  ({ getFieldValue }) => ({
                    validator: (_, again) =>
                      again === getFieldValue('password')
                        ? Promise.resolve()
                        : Promise.reject(new Error(t('password.differs'))),
                  }),
                ]}
              >
                <Input.Password size="large" autoComplete="new-password" />
              </Form.Item>
              <Button
                type="primary"
                size="large"
                htmlType="submit"
                block
                loading={setting.isPending}
              >
                {t('password.set')}
              </Button>
            </Form>
          )}
        </div>
      </main>
    </div>
  )
}
