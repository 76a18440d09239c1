import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, App, AutoComplete, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'

export interface Tagging {
  kind: 'add' | 'remove'
  people: readonly string[]
}

interface TagPeopleProps {
  tagging: Tagging | undefined
  onClose: () => void
}

interface Values {
  tag: string
  reason?: string
}

/** Tags people by hand, or takes a tag away; says beforehand what will follow. */
export function TagPeople({ tagging, onClose }: TagPeopleProps) {
  const { t } = useTranslation('profile')
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const showProblem = useFormProblem(form)
  const tags = useQuery(orpc.profile.listTags.queryOptions({ input: {} }))
  const count = tagging?.people.length ?? 0
  const isAdding = tagging?.kind !== 'remove'
  const save = useMutation({
    mutationFn: async ({ tag, reason = '' }: Values) => {
      const personIds = [...(tagging?.people ?? [])]
      return isAdding
        ? (await api.profile.tagPeople({ personIds, tag, reason })).tagged
        : (await api.profile.untagPeople({ personIds, tag })).untagged
    },
    onError: showProblem,
    onSuccess: async (done, { tag }) => {
      const words = { count: done, tag }
      void message.success(isAdding ? t('people.tagged', words) : t('people.untagged', words))
      await Promise.all([refresh('profile'), refresh('audience')])
      form.resetFields()
      onClose()
    },
  })
  return (
    <Modal
      open={tagging !== undefined}
      title={isAdding ? t('people.addTagTitle', { count }) : t('people.removeTagTitle', { count })}
      okText={isAdding ? t('people.addTag') : t('people.removeTag')}
      okButtonProps={{ danger: !isAdding }}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form<Values> form={form} layout="vertical" onFinish={(values) => save.mutate(values)}>
        <Form.Item
          name="tag"
          label={t('people.tagName')}
          rules={[{ required: true, whitespace: true, message: t('people.tagNeeded') }]}
        >
          <AutoComplete
            autoFocus
            placeholder={t('people.tagNameHint')}
            showSearch={{
              filterOption: (input, option) => String(option?.value ?? '').includes(input),
            }}
            options={(tags.data?.items ?? []).map(({ tag }) => ({ value: tag }))}
          />
        </Form.Item>
        {isAdding && (
          <Form.Item name="reason" label={t('people.reason')} extra={t('people.reasonHint')}>
            <Input maxLength={200} />
          </Form.Item>
        )}
      </Form>
      <Alert
        type="info"
        title={isAdding ? t('people.willTag', { count }) : t('people.willUntag', { count })}
      />
    </Modal>
  )
}
