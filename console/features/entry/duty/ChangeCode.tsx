import { Checkbox, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { useTimeZone } from '../../../api/session.ts'
import { useFormProblem } from '../../../form/use-form-problem.ts'
import { useAct } from '../../../ui/use-act.ts'
import { AccountPicker } from '../AccountPicker.tsx'
import { StaffPicker } from '../StaffPicker.tsx'
import type { Code } from '../types.ts'
import { DutyFields, dutyOf, valuesOf } from './DutyFields.tsx'
import type { DutyValues } from './DutyFields.tsx'

interface Values {
  name: string
  staffUserids: string[]
  skipVerify: boolean
  accountId?: string
  duty: DutyValues
}

/** Everything of a staff code that may change; what is printed does not. */
export function ChangeCode(props: { code: Code; isOpen: boolean; onClose: () => void }) {
  const { code, isOpen, onClose } = props
  const { t } = useTranslation(['duty', 'entry', 'kit'])
  const [form] = Form.useForm<Values>()
  const timeZone = useTimeZone()
  const showProblem = useFormProblem(form)
  const saving = useAct(
    ({ duty, ...rest }: Values) =>
      api.entry.changeCode({ id: code.id, ...rest, duty: dutyOf(duty, timeZone) }),
    {
      refreshes: ['entry'],
      done: t('code.saved', { ns: 'entry' }),
      onRefused: showProblem,
      onDone: onClose,
    },
  )
  return (
    <Modal
      open={isOpen}
      title={t('change')}
      okText={t('save', { ns: 'kit' })}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={saving.isPending}
      width={640}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          ...{ name: code.name, staffUserids: code.staffUserids, skipVerify: code.skipVerify },
          ...{ accountId: code.accountId ?? undefined, duty: valuesOf(code.duty) },
        }}
        onFinish={(values) => saving.mutate(values)}
      >
        <Form.Item
          name="name"
          label={t('code.name', { ns: 'entry' })}
          rules={[
            { required: true, whitespace: true, message: t('code.nameMissing', { ns: 'entry' }) },
          ]}
        >
          <Input maxLength={30} showCount />
        </Form.Item>
        <Form.Item
          name="staffUserids"
          label={t('code.staff', { ns: 'entry' })}
          extra={t('staffHint')}
          rules={[{ required: true, message: t('code.staffMissing', { ns: 'entry' }) }]}
        >
          <StaffPicker />
        </Form.Item>
        <DutyFields />
        <Form.Item name="accountId" label={t('code.account', { ns: 'entry' })}>
          <AccountPicker isClearable />
        </Form.Item>
        <Form.Item name="skipVerify" valuePropName="checked" style={{ marginBottom: 0 }}>
          <Checkbox>{t('code.skipVerify', { ns: 'entry' })}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  )
}
