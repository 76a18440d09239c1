import { Form, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { useFormProblem } from '../../../form/use-form-problem.ts'
import { useAct } from '../../../ui/use-act.ts'
import { NameField, SettingsFields, settingsOf } from './SettingsFields.tsx'
import type { SettingsValues } from './SettingsFields.tsx'
import type { GroupCode } from './types.ts'

interface ChangeSettingsProps {
  code: GroupCode
  isOpen: boolean
  onClose: () => void
}

export function ChangeSettings({ code, isOpen, onClose }: ChangeSettingsProps) {
  const { t } = useTranslation(['groupCode', 'kit'])
  const [form] = Form.useForm<SettingsValues>()
  const showProblem = useFormProblem(form)
  const saving = useAct(
    (values: SettingsValues) => api.entry.changeGroupCode({ id: code.id, ...settingsOf(values) }),
    { refreshes: ['entry'], done: t('saved'), onRefused: showProblem, onDone: onClose },
  )
  return (
    <Modal
      open={isOpen}
      title={t('settings')}
      okText={t('save', { ns: 'kit' })}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={saving.isPending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          name: code.name,
          scanLimit: code.scanLimit,
          fallbackCodeId: code.fallbackCodeId ?? undefined,
          fallbackUrl: code.fallbackUrl ?? undefined,
          accountId: code.accountId ?? undefined,
        }}
        onFinish={(values) => saving.mutate(values)}
      >
        <NameField />
        <SettingsFields />
      </Form>
    </Modal>
  )
}
