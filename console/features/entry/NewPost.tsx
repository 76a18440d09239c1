import { App, Form, Input, InputNumber, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { fenOfTyped } from '../../form/fen.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { useAct } from '../../ui/use-act.ts'
import { ContentPicker } from '../content/ContentPicker.tsx'
import { AccountPicker } from './AccountPicker.tsx'
import { CodePicker } from './CodePicker.tsx'

interface PostForm {
  accountId: string
  title: string
  contentId?: string
  codeId?: string
  url?: string
  costYuan?: number | null
}

export function NewPost({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['entry', 'kit'])
  const { modal } = App.useApp()
  const [form] = Form.useForm<PostForm>()
  const showProblem = useFormProblem(form)
  const making = useAct(
    ({ costYuan, url, ...rest }: PostForm) =>
      api.entry.createPost({
        ...rest,
        url: url || undefined,
        costFen: fenOfTyped(costYuan),
      }),
    {
      refreshes: ['entry'],
      onRefused: showProblem,
      onDone: ({ trackedUrl }) => {
        onClose()
        modal.success({
          title: t('post.created'),
          content: (
            <>
              <p>{t('post.useLink')}</p>
              <code>{trackedUrl}</code>
            </>
          ),
          okText: t('post.copyAndClose'),
          onOk: () => navigator.clipboard.writeText(trackedUrl),
        })
      },
    },
  )
  return (
    <Modal
      open={isOpen}
      title={t('post.create')}
      okText={t('save', { ns: 'kit' })}
      cancelText={t('cancel', { ns: 'kit' })}
      confirmLoading={making.isPending}
      onOk={form.submit}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" onFinish={(values) => making.mutate(values)}>
        <Form.Item
          name="accountId"
          label={t('matrix.by.account')}
          rules={[{ required: true, message: t('post.accountMissing') }]}
        >
          <AccountPicker />
        </Form.Item>
        <Form.Item
          name="title"
          label={t('post.name')}
          rules={[{ required: true, whitespace: true, message: t('post.nameMissing') }]}
        >
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="codeId" label={t('post.leadsToCode')} extra={t('post.leadsHint')}>
          <CodePicker isClearable />
        </Form.Item>
        <Form.Item name="contentId" label={t('post.content')}>
          <ContentPicker isClearable />
        </Form.Item>
        <Form.Item name="url" label={t('post.url')}>
          <Input type="url" placeholder="https://" />
        </Form.Item>
        <Form.Item name="costYuan" label={t('matrix.costFen')}>
          <InputNumber min={0} precision={2} prefix="¥" style={{ width: '100%' }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
