import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { PASSWORD_MIN_CHARS } from '#modules/governance/model/password.ts'
import { api } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { Panel } from '../../ui/Panel.tsx'

/** One's own password; changing it ends all other sessions. */
export function PasswordPanel() {
  const { t } = useTranslation('governance')
  const { message } = App.useApp()
  const [form] = Form.useForm<{ current: string; next: string }>()
  const showProblem = useFormProblem(form)
  const changing = useMutation({
    mutationFn: (values: { current: string; next: string }) =>
      api.governance.changePassword(values),
    meta: { isLogin: true },
    onError: showProblem,
    onSuccess: () => {
      message.success(t('password.changed'))
      form.resetFields()
    },
  })
  return (
    <Panel title={t('password.own')}>
      <Form
        form={form}
        layout="vertical"
        style={{ maxWidth: 480 }}
        onFinish={(values) => changing.mutate(values)}
      >
        <Form.Item
          name="current"
          label={t('password.current')}
          rules={[{ required: true, message: t('login.passwordMissing') }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('password.new')}
          extra={t('password.ends')}
          rules={[
            {
              required: true,
              min: PASSWORD_MIN_CHARS,
              message: t('password.short', { count: PASSWORD_MIN_CHARS }),
            },
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" loading={changing.isPending}>
          {t('password.change')}
        </Button>
      </Form>
    </Panel>
  )
}
