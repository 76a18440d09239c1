import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../../api/session.ts'
import { ContentPicker } from '../content/ContentPicker.tsx'
import type { Variant } from './duty/types.ts'
import { VariantFields } from './duty/VariantFields.tsx'

export interface Welcome {
  text?: string | undefined
  contentId?: string | undefined
  variants: Variant[]
}

interface WelcomeFormProps {
  title: string
  isOpen: boolean
  isBusy: boolean
  /** Without it there may be no words at all. */
  isRequired?: boolean
  welcome: Welcome
  onSave: (welcome: Welcome) => void
  onClose: () => void
}

/** What newcomers receive: words, and one thing from the library. */
export function WelcomeForm(props: WelcomeFormProps) {
  const { title, isOpen, isBusy, isRequired, welcome, onSave, onClose } = props
  const { t } = useTranslation(['entry', 'kit'])
  const [form] = Form.useForm<Welcome>()
  const timeZone = useTimeZone()
  return (
    <Modal
      open={isOpen}
      title={title}
      okText={t('save', { ns: 'kit' })}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={isBusy}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={welcome}
        onFinish={({ text, contentId, variants }) =>
          onSave({
            ...{ text: text?.trim() || undefined, contentId: contentId || undefined },
            variants: (variants ?? []).map((variant) => whole(variant, timeZone)),
          })
        }
      >
        <Form.Item
          name="text"
          label={t('code.welcome')}
          extra={t('code.welcomeHint')}
          rules={[
            { required: isRequired ?? false, whitespace: true, message: t('code.welcomeMissing') },
          ]}
        >
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={1_000} />
        </Form.Item>
        <Form.Item name="contentId" label={t('code.welcomeContent')}>
          <ContentPicker isClearable />
        </Form.Item>
        <VariantFields byPlatform={isRequired ?? false} />
      </Form>
    </Modal>
  )
}

/** What was cleared in the form is not sent. */
function whole({ hours, platforms, text, contentId }: Variant, timeZone: string): Variant {
  return {
    ...{ text: text.trim(), timeZone },
    ...(hours && { hours }),
    ...(platforms && platforms.length > 0 && { platforms }),
    ...(contentId && { contentId }),
  }
}
