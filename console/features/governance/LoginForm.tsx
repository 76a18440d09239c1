import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/problem-of.ts'
import type { Problem } from '../../api/problem.ts'
import { logIn } from '../../api/session.ts'
import { useLanguage } from '../../i18n/language.ts'
import { describeProblem } from '../../ui/describe-problem.ts'
import { formatDuration } from '../../ui/format.ts'
import css from './LoginPage.module.css'

interface Credentials {
  email: string
  password: string
}

interface LoginFormProps {
  /** She was here before, and her session ended. */
  isExpired: boolean
  onEntered: () => void
}

export function LoginForm({ isExpired, onEntered }: LoginFormProps) {
  const { t } = useTranslation('governance')
  const [form] = Form.useForm<Credentials>()
  const [hasCapsLock, setCapsLock] = useState(false)
  const entering = useMutation({
    mutationFn: ({ email, password }: Credentials) => logIn(email.trim(), password),
    meta: { isLogin: true },
    onError: () => form.focusField('password'),
    onSuccess: onEntered,
  })
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))
  return (
    <>
      {isExpired && !entering.isError && (
        <Alert type="info" title={t('login.expired')} className={css.note ?? ''} />
      )}
      {entering.error && <LoginRefusal problem={problemOf(entering.error)} />}
      <Form<Credentials>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => !entering.isPending && entering.mutate(values)}
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
          <Input.Password size="large" autoComplete="current-password" onKeyUp={watchCapsLock} />
        </Form.Item>
        <Button type="primary" size="large" htmlType="submit" block loading={entering.isPending}>
          {t('login.submit')}
        </Button>
      </Form>
    </>
  )
}

function LoginRefusal({ problem }: { problem: Problem }) {
  const { t } = useTranslation(['governance', 'kit'])
  const words = useLoginWords(problem)
  const ours = describeProblem(problem, (key) => t(key, { ns: 'kit' }))
  const { title, detail } = words ?? ours
  return (
    <Alert type="error" showIcon title={title} description={detail} className={css.note ?? ''} />
  )
}

/** A login is refused in its own words: nothing in them says whether the account exists. */
function useLoginWords({ status, retryAfterSeconds }: Problem) {
  const { t } = useTranslation('governance')
  const language = useLanguage()
  if (status === 401) return { title: t('login.wrong'), detail: t('login.wrongDetail') }
  if (status !== 429) return undefined
  const wait = retryAfterSeconds && formatDuration(retryAfterSeconds * 1_000, language)
  return {
    title: t('login.tooMany'),
    detail: wait ? t('login.tooManyDetail', { wait }) : t('login.tooManySoon'),
  }
}
