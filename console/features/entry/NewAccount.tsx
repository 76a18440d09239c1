import { Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { PLATFORM_IDS, PLATFORMS } from '#modules/entry/model/platforms.ts'
import type { Platform } from '#modules/entry/model/platforms.ts'
import { api } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { useSays } from '../../i18n/use-says.ts'
import { useAct } from '../../ui/use-act.ts'

interface AccountForm {
  platform: Platform
  name: string
  handle?: string
  url?: string
}

export function NewAccount({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['entry', 'kit'])
  const say = useSays()
  const [form] = Form.useForm<AccountForm>()
  const showProblem = useFormProblem(form)
  const making = useAct(
    ({ handle, url, ...rest }: AccountForm) =>
      api.entry.createAccount({ ...rest, handle: handle || undefined, url: url || undefined }),
    { refreshes: ['entry'], done: t('account.created'), onRefused: showProblem, onDone: onClose },
  )
  return (
    <Modal
      open={isOpen}
      title={t('account.create')}
      okText={t('save', { ns: 'kit' })}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={making.isPending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={(values) => making.mutate(values)}>
        <Form.Item
          name="platform"
          label={t('matrix.by.platform')}
          rules={[{ required: true, message: t('account.platformMissing') }]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={PLATFORM_IDS.map((id) => ({ value: id, label: say(PLATFORMS[id]) }))}
          />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('account.name')}
          rules={[{ required: true, whitespace: true, message: t('account.nameMissing') }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="handle" label={t('account.handle')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="url" label={t('account.url')}>
          <Input type="url" placeholder="https://" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
