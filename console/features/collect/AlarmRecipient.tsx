import { Alert, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '#kernel/locale.ts'
import { api } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { useLanguage } from '../../i18n/language.ts'
import { LANGUAGES, LANGUAGE_NAMES } from '../../i18n/names.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './collect.module.css'

type Saved = Awaited<ReturnType<typeof api.collect.alarmRecipients>>['items'][number]

interface AlarmRecipientProps {
  carrier: Saved['carrier']
  saved: Saved | undefined
}

interface Values {
  address: string
  locale: Locale
}

/** Where alarms are told this way. A webhook's secret is shown once, whenever its address is saved. */
export function AlarmRecipient({ carrier, saved }: AlarmRecipientProps) {
  const { t } = useTranslation('collect')
  const language = useLanguage()
  const [form] = Form.useForm<Values>()
  const [secret, setSecret] = useState<string>()
  const refused = useNotAllowed('collect:write')
  const showProblem = useFormProblem(form)
  const save = useAct((values: Values) => api.collect.saveAlarmRecipient({ carrier, ...values }), {
    refreshes: [],
    done: t('alarms.saved'),
    onRefused: showProblem,
    onDone: (out) => (out.secret === null ? void refresh('collect') : setSecret(out.secret)),
  })
  const remove = useAct(() => api.collect.removeAlarmRecipient({ carrier }), {
    refreshes: ['collect'],
    done: t('alarms.removed'),
  })
  const test = useAct(() => api.collect.testAlarmRecipient({ carrier }), {
    refreshes: ['collect'],
    done: t('alarms.tested'),
  })
  return (
    <Panel title={t(`alarms.${carrier}`)}>
      <p className={css.muted}>{t(`alarms.${carrier}Hint`)}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ address: saved?.address ?? '', locale: saved?.locale ?? language }}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item
          name="address"
          label={t('alarms.address')}
          rules={[{ required: true, whitespace: true, message: t('alarms.addressNeeded') }]}
        >
          <Input
            maxLength={2_000}
            placeholder={carrier === 'webhook' ? 'https://' : 'name@example.com'}
          />
        </Form.Item>
        <Form.Item name="locale" label={t('alarms.language')}>
          <Select options={LANGUAGES.map((tag) => ({ value: tag, label: LANGUAGE_NAMES[tag] }))} />
        </Form.Item>
        <span className={css.acts}>
          <ActionButton
            type="primary"
            htmlType="submit"
            disabledReason={refused}
            loading={save.isPending}
          >
            {t('alarms.save')}
          </ActionButton>
          {saved && (
            <>
              <ActionButton
                disabledReason={refused}
                loading={test.isPending}
                onClick={() => test.mutate(undefined)}
              >
                {t('alarms.test')}
              </ActionButton>
              <ActionButton
                danger
                disabledReason={refused}
                loading={remove.isPending}
                onClick={() => remove.mutate(undefined)}
              >
                {t('alarms.remove')}
              </ActionButton>
            </>
          )}
        </span>
      </Form>
      <Modal
        open={secret !== undefined}
        title={t('alarms.secret')}
        footer={null}
        onCancel={() => {
          setSecret(undefined)
          void refresh('collect')
        }}
      >
        <div className={css.column}>
          <Alert type="warning" showIcon title={t('alarms.secretText')} />
          <CodeSnippet label={t('alarms.secret')} code={secret ?? ''} />
        </div>
      </Modal>
    </Panel>
  )
}
