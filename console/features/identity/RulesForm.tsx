import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IDENTIFIER_KINDS } from '#kernel/identifier-kind.ts'
import { api } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './identity.module.css'
import { LimitTable } from './LimitTable.tsx'
import { RehearsalPanel } from './RehearsalPanel.tsx'
import { draftOf, wantedOf } from './rules.ts'
import type { Draft, Rules, Wanted } from './rules.ts'

/** The rules as they could be: rehearsed on the persons there are before they are put in force. */
export function RulesForm({ rules }: { rules: Rules }) {
  const { t } = useTranslation('identity')
  const refused = useNotAllowed('identity:write')
  const [form] = Form.useForm<Draft>()
  const showProblem = useFormProblem(form)
  const [asked, setAsked] = useState<Wanted>()
  const rehearse = useMutation({
    mutationFn: (wanted: Wanted) => api.identity.rehearseRules(wanted),
    onError: showProblem,
    onSuccess: (_, wanted) => setAsked(wanted),
  })
  const save = useMutation({
    mutationFn: ({ wanted, why }: { wanted: Wanted; why: string }) =>
      api.identity.saveRules({ ...wanted, version: rules.version, why }),
    onError: showProblem,
    onSuccess: () => refresh('identity'),
  })
  const isRunning = rules.run !== null && rules.run.finishedAt === null
  return (
    <>
      <Form<Draft>
        form={form}
        layout="vertical"
        className={css.form ?? ''}
        initialValues={draftOf(rules)}
        onValuesChange={() => setAsked(undefined)}
        onFinish={() => rehearse.mutate(wantedOf(form.getFieldsValue(true) as Draft, rules))}
      >
        <LimitTable rules={rules} />
        <Panel title={t('rules.blocked')}>
          <p className={css.muted}>{t('rules.blockedHint')}</p>
          <Blocked />
        </Panel>
        <ActionButton
          type="primary"
          htmlType="submit"
          loading={rehearse.isPending}
          disabledReason={refused ?? (isRunning ? t('rules.running') : undefined)}
        >
          {t('rules.rehearse')}
        </ActionButton>
      </Form>
      {asked && rehearse.data && (
        <RehearsalPanel
          rehearsal={rehearse.data}
          isSaving={save.isPending}
          onSave={(why) => save.mutate({ wanted: asked, why })}
        />
      )}
    </>
  )
}

function Blocked() {
  const { t } = useTranslation('identity')
  const needed = [{ required: true, whitespace: true, message: t('page.value') }]
  return (
    <Form.List name="blocked">
      {(lines, { add, remove }) => (
        <div className={css.lines}>
          {lines.map(({ key, name }) => (
            <div key={key} className={css.line}>
              <Form.Item name={[name, 'kind']} noStyle>
                <Select
                  aria-label={t('page.kind')}
                  style={{ width: 150 }}
                  options={IDENTIFIER_KINDS.map((kind) => ({
                    value: kind,
                    label: t(`kind.${kind}`),
                  }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'value']} rules={needed} style={{ flex: 1, margin: 0 }}>
                <Input maxLength={200} aria-label={t('page.value')} />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('rules.remove', { n: name + 1 })}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ kind: 'phone', value: '' })}>
            {t('rules.add')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
