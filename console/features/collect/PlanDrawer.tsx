import { useMutation } from '@tanstack/react-query'
import { App, Button, Checkbox, Drawer, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import css from './collect.module.css'
import { MODES, TYPES } from './planned.ts'
import type { Planned } from './planned.ts'

export interface Edited {
  event: string
  definition: Planned['definition']
  version: number
  isNew: boolean
}

interface Filled {
  event: string
  definition: Edited['definition']
}

interface PlanDrawerProps {
  edited: Edited
  refused: string | undefined
  onClose: () => void
}

/** What one event looks like, and what is done with one that does not. */
export function PlanDrawer({ edited, refused, onClose }: PlanDrawerProps) {
  const { t } = useTranslation('collect')
  const { message } = App.useApp()
  const [form] = Form.useForm<Filled>()
  const showProblem = useFormProblem(form)
  const save = useMutation({
    mutationFn: (filled: Filled) => api.collect.planEvent({ version: edited.version, ...filled }),
    onError: showProblem,
    onSuccess: async () => {
      void message.success(t('plan.saved'))
      await refresh('collect')
      onClose()
    },
  })
  const modes = MODES.map((value) => ({ value, label: t(`plan.modes.${value}`) }))
  return (
    <Drawer
      open
      size={880}
      title={edited.event || t('plan.add')}
      onClose={onClose}
      extra={
        <ActionButton
          type="primary"
          disabledReason={refused}
          loading={save.isPending}
          onClick={() => form.submit()}
        >
          {t('plan.save')}
        </ActionButton>
      }
    >
      <Form<Filled>
        form={form}
        layout="vertical"
        initialValues={{ event: edited.event, definition: edited.definition }}
        onFinish={(filled) => save.mutate(filled)}
      >
        <Form.Item name="event" label={t('plan.name')} rules={[{ required: true, max: 200 }]}>
          <Input disabled={!edited.isNew} />
        </Form.Item>
        <Form.Item name={['definition', 'title']} label={t('plan.label')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={['definition', 'owner']} label={t('plan.owner')}>
          <Input maxLength={100} placeholder={t('plan.ownerHint')} />
        </Form.Item>
        <Form.Item name={['definition', 'note']} label={t('plan.note')}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
        </Form.Item>
        <Form.Item name={['definition', 'mode']} label={t('plan.mode')} extra={t('plan.modeHint')}>
          <Select options={modes} />
        </Form.Item>
        <Form.Item name={['definition', 'others']} label={t('plan.others')}>
          <Select options={modes} />
        </Form.Item>
        <Properties modes={modes} />
      </Form>
    </Drawer>
  )
}

function Properties({ modes }: { modes: { value: string; label: string }[] }) {
  const { t } = useTranslation('collect')
  const types = TYPES.map((value) => ({ value, label: t(`plan.types.${value}`) }))
  return (
    <Form.List name={['definition', 'properties']}>
      {(fields, { add, remove }) => (
        <div className={css.column}>
          <strong>{t('plan.properties')}</strong>
          {fields.map(({ key, name }) => (
            <div key={key} className={css.bar}>
              <Form.Item name={[name, 'name']} noStyle rules={[{ required: true, max: 200 }]}>
                <Input style={{ width: 160 }} aria-label={t('plan.property')} />
              </Form.Item>
              <Form.Item name={[name, 'type']} noStyle>
                <Select style={{ width: 110 }} options={types} aria-label={t('plan.type')} />
              </Form.Item>
              <Form.Item name={[name, 'required']} valuePropName="checked" noStyle>
                <Checkbox>{t('plan.required')}</Checkbox>
              </Form.Item>
              <Form.Item name={[name, 'allowed']} noStyle>
                <Select
                  mode="tags"
                  style={{ width: 170 }}
                  placeholder={t('plan.allowed')}
                  aria-label={t('plan.allowed')}
                />
              </Form.Item>
              <Form.Item name={[name, 'unit']} noStyle>
                <Input
                  style={{ width: 80 }}
                  placeholder={t('plan.unit')}
                  aria-label={t('plan.unit')}
                />
              </Form.Item>
              <Form.Item name={[name, 'mode']} noStyle>
                <Select
                  allowClear
                  style={{ width: 120 }}
                  placeholder={t('plan.asEvent')}
                  aria-label={t('plan.mode')}
                  options={modes}
                />
              </Form.Item>
              <Button size="small" type="text" danger onClick={() => remove(name)}>
                {t('plan.remove')}
              </Button>
            </div>
          ))}
          <Button
            onClick={() =>
              add({ name: '', type: 'string', required: false, allowed: [], unit: '' })
            }
          >
            {t('plan.addProperty')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
