import { useNavigate } from '@tanstack/react-router'
import { Checkbox, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { paths } from '../../paths.ts'
import { useAct } from '../../ui/use-act.ts'
import { ContentPicker } from '../content/ContentPicker.tsx'
import { AccountPicker } from './AccountPicker.tsx'
import { StaffPicker } from './StaffPicker.tsx'

interface CodeForm {
  name: string
  staffUserids: string[]
  skipVerify: boolean
  accountId?: string
  welcomeText?: string
  welcomeContentId?: string
}

export function NewCode({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['entry', 'kit'])
  const navigate = useNavigate()
  const [form] = Form.useForm<CodeForm>()
  const showProblem = useFormProblem(form)
  const making = useAct(
    ({ welcomeText, ...rest }: CodeForm) =>
      api.entry.createCode({ ...rest, welcomeText: welcomeText?.trim() || undefined }),
    {
      refreshes: ['entry'],
      onRefused: showProblem,
      onDone: ({ id }) => void navigate({ to: paths.code(id) }),
    },
  )
  return (
    <Modal
      open={isOpen}
      title={t('code.create')}
      okText={t('code.make')}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={making.isPending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ skipVerify: true }}
        onFinish={(values) => making.mutate(values)}
      >
        <Form.Item
          name="name"
          label={t('code.name')}
          rules={[{ required: true, whitespace: true, message: t('code.nameMissing') }]}
        >
          <Input maxLength={30} showCount />
        </Form.Item>
        <Form.Item
          name="staffUserids"
          label={t('code.staff')}
          rules={[{ required: true, message: t('code.staffMissing') }]}
        >
          <StaffPicker />
        </Form.Item>
        <Form.Item name="accountId" label={t('code.account')} extra={t('code.accountHint')}>
          <AccountPicker isClearable />
        </Form.Item>
        <Form.Item name="welcomeText" label={t('code.welcome')} extra={t('code.welcomeHint')}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1_000} />
        </Form.Item>
        <Form.Item name="welcomeContentId" label={t('code.welcomeContent')}>
          <ContentPicker isClearable />
        </Form.Item>
        <Form.Item name="skipVerify" valuePropName="checked" style={{ marginBottom: 0 }}>
          <Checkbox>{t('code.skipVerify')}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  )
}
