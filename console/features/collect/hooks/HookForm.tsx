import { Alert, Button, Form, Tabs } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { leavesOf } from '#modules/collect/model/mapping/leaves.ts'
import { eachAt } from '#modules/collect/model/mapping/path.ts'
import { api } from '../../../api/client.ts'
import { useFormProblem } from '../../../form/use-form-problem.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useAct } from '../../../ui/use-act.ts'
import { useNotAllowed } from '../../../ui/use-not-allowed.ts'
import { AddressPanel } from './AddressPanel.tsx'
import { CasesEditor } from '../mapping/CasesEditor.tsx'
import { draftOf, mappingOf } from '../mapping/draft.ts'
import type { Draft, Hook } from './hook.ts'
import css from '../mapping/mapping.module.css'
import { HookState } from './HookState.tsx'
import { PayloadPanel } from './PayloadPanel.tsx'
import { PreviewPanel } from '../mapping/PreviewPanel.tsx'
import { schemeOf } from './scheme.ts'
import { usePayload } from './use-payload.ts'
import { VersionsPanel } from './VersionsPanel.tsx'

export function HookForm({ hook, back }: { hook: Hook; back: ReactNode }) {
  const { t } = useTranslation('webhook')
  const refused = useNotAllowed('collect:write')
  const [form] = Form.useForm<Draft>()
  const showProblem = useFormProblem(form)
  const [at, setAt] = useState(0)
  const from = usePayload(hook.samples)
  const { payload } = from
  const [version, setVersion] = useState(hook.version)
  const began: Draft = {
    ...{ scheme: hook.scheme, answer: hook.answer, mapping: draftOf(hook.mapping) },
  }
  const watched = Form.useWatch([], { form, preserve: true }) as Draft | undefined
  const draft = watched?.mapping ? watched : began
  const read = mappingOf(draft.mapping)
  const [one] = eachAt(payload, draft.mapping.events ?? '')
  const leaves = leavesOf(one)
  const save = useAct(
    async ({ scheme, answer = '', mapping }: Draft) => {
      const whole = mappingOf(mapping)
      const saved = await api.collect.changeHook({
        ...{ id: hook.id, version, scheme: schemeOf(scheme), answer },
        mapping: whole.isWhole ? whole.mapping : hook.mapping,
      })
      setVersion(saved.version)
    },
    { refreshes: ['collect'], done: t('saved'), onRefused: showProblem },
  )
  const takeNewest = () => {
    form.setFieldsValue(began)
    setVersion(hook.version)
  }
  const why = refused ?? (hook.revokedAt ? t('states.revoked') : undefined)
  const mapping = (
    <div className={css.pair}>
      <CasesEditor
        at={at}
        onAt={setAt}
        leaves={leaves}
        whole={leavesOf(payload)}
        cases={draft.mapping.cases ?? []}
      />
      <div className={css.aside}>
        <PayloadPanel from={from} leaves={leaves} at={at} onAt={setAt} />
        <PreviewPanel read={read} payload={payload} />
      </div>
    </div>
  )
  return (
    <Page
      isWide
      title={hook.name}
      description={t('about')}
      back={back}
      badge={<HookState hook={hook} />}
      actions={
        <ActionButton
          type="primary"
          disabledReason={why ?? (read.isWhole ? undefined : t('unfinished'))}
          loading={save.isPending}
          onClick={() => form.submit()}
        >
          {t('save')}
        </ActionButton>
      }
    >
      {hook.version > version && (
        <Alert
          type="warning"
          showIcon
          title={t('changedBy', { by: hook.changedBy })}
          action={<Button onClick={takeNewest}>{t('seeNewest')}</Button>}
        />
      )}
      {hook.revokedAt && <Alert type="warning" showIcon title={t('revokedText')} />}
      <Form<Draft>
        form={form}
        layout="vertical"
        className={css.form ?? ''}
        disabled={why !== undefined}
        initialValues={began}
        onFinish={() => save.mutate(form.getFieldsValue(true) as Draft)}
      >
        <Tabs
          items={[
            { key: 'mapping', label: t('tabs.mapping'), children: mapping },
            {
              key: 'address',
              label: t('tabs.address'),
              forceRender: true,
              children: <AddressPanel hook={hook} scheme={schemeOf(draft.scheme)} />,
            },
            {
              key: 'versions',
              label: t('tabs.versions'),
              children: (
                <VersionsPanel
                  hook={hook}
                  onTake={(old) => form.setFieldValue('mapping', draftOf(old))}
                />
              ),
            },
          ]}
        />
      </Form>
    </Page>
  )
}
