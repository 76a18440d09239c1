import { useBlocker } from '@tanstack/react-router'
import { Checkbox, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WriteKeyView } from '#modules/collect/contract.ts'
import { leavesOf } from '#modules/collect/model/mapping/leaves.ts'
import { useTimeZone } from '../../../api/session.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { useNotAllowed } from '../../../ui/use-not-allowed.ts'
import { CasesEditor } from '../mapping/CasesEditor.tsx'
import { mappingOf } from '../mapping/draft.ts'
import type { DraftMapping } from '../mapping/draft.ts'
import css from '../mapping/mapping.module.css'
import { LeafList } from '../mapping/LeafList.tsx'
import { PreviewPanel } from '../mapping/PreviewPanel.tsx'
import type { Chosen } from './ImportPage.tsx'
import { ImportProgress } from './ImportProgress.tsx'
import { rememberedMapping, rememberMapping } from './remembered-mapping.ts'
import { useImport } from './use-import.ts'

interface Filled {
  keyId?: string
  history: boolean
  mapping: DraftMapping
}

interface FileFormProps {
  chosen: Chosen
  sources: readonly WriteKeyView[]
}

const PREVIEWED = 3

/** Of which source the rows are, what they become, and how far they are. */
export function FileForm({ chosen: { name, rows }, sources }: FileFormProps) {
  const { t } = useTranslation('files')
  const refused = useNotAllowed('collect:write')
  const [form] = Form.useForm<Filled>()
  const [at, setAt] = useState(0)
  const timeZone = useTimeZone()
  const [began] = useState<Filled>(() => ({
    history: true,
    mapping: rememberedMapping(rows, timeZone),
  }))
  const watched = Form.useWatch([], { form, preserve: true }) as Filled | undefined
  const { mapping, keyId, history } = watched?.mapping ? watched : began
  const read = mappingOf({ ...mapping, events: '' })
  const leaves = leavesOf(rows[0])
  const { progress, begin, goOn, pause, forget } = useImport()
  const isGoing = progress?.state === 'running' || progress?.state === 'waiting'
  useBlocker({ shouldBlockFn: () => !window.confirm(t('leave')), disabled: !isGoing })
  const job =
    read.isWhole && keyId !== undefined
      ? { file: name, keyId, history, mapping: read.mapping, rows }
      : undefined
  const why = refused ?? (isGoing ? t('states.running') : job ? undefined : t('unfinished'))
  const start = () => {
    if (!job) return
    rememberMapping(rows, job.mapping)
    begin(job)
  }
  return (
    <Form<Filled>
      form={form}
      layout="vertical"
      className={`${css.form} ${css.column}`}
      disabled={isGoing}
      initialValues={began}
      onValuesChange={forget}
    >
      {progress && (
        <ImportProgress
          progress={progress}
          rows={rows}
          file={name}
          onPause={pause}
          onGoOn={() => job && goOn(job)}
        />
      )}
      <div className={css.pair}>
        <CasesEditor
          isRows
          at={at}
          onAt={setAt}
          leaves={leaves}
          whole={leaves}
          cases={mapping.cases ?? []}
        />
        <div className={css.aside}>
          <Panel title={t('send')}>
            <Form.Item
              name="keyId"
              label={t('source')}
              extra={t('sourceHint')}
              rules={[{ required: true, message: t('sourceNeeded') }]}
            >
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                options={sources.map((source) => ({ value: source.id, label: source.name }))}
              />
            </Form.Item>
            <Form.Item name="history" valuePropName="checked" extra={t('historyHint')}>
              <Checkbox>{t('history')}</Checkbox>
            </Form.Item>
            <ActionButton type="primary" disabledReason={why} onClick={start}>
              {t('begin', { count: rows.length })}
            </ActionButton>
          </Panel>
          <Panel title={t('columns')}>
            <LeafList leaves={leaves} at={at} />
          </Panel>
          <PreviewPanel read={read} payload={rows.slice(0, PREVIEWED)} />
        </div>
      </div>
    </Form>
  )
}
