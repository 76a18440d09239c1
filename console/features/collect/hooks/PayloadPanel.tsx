import { App, Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Leaf } from '#modules/collect/model/mapping/leaves.ts'
import { suggestedMapping } from '#modules/collect/model/mapping/suggest.ts'
import { useTimeZone } from '../../../api/session.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { draftOf } from '../mapping/draft.ts'
import type { Draft } from './hook.ts'
import css from '../mapping/mapping.module.css'
import { LeafList } from '../mapping/LeafList.tsx'
import type { Payload } from './use-payload.ts'

interface PayloadPanelProps {
  from: Payload
  leaves: readonly Leaf[]
  /** the case that a place is added to */
  at: number
  onAt: (at: number) => void
}

const PASTED = 'pasted'

/** What came, or what is pasted: its places, each one press away from being a property. */
export function PayloadPanel({ from, leaves, at, onAt }: PayloadPanelProps) {
  const { t } = useTranslation('webhook')
  const format = useFormat()
  const timeZone = useTimeZone()
  const { message } = App.useApp()
  const form = Form.useFormInstance<Draft>()
  const { sample, samples, pasted, payload } = from
  const guess = () => {
    const { events, cases } = draftOf(suggestedMapping(payload, timeZone))
    const now = form.getFieldValue('mapping') as Draft['mapping']
    const known = now.cases ?? []
    const mapping =
      known.length === 0 ? { events, cases } : { ...now, cases: [...known, ...(cases ?? [])] }
    form.setFieldValue('mapping', mapping)
    onAt(known.length)
    message.success(t('guessed'))
  }
  return (
    <Panel
      title={t('payload')}
      extra={
        <Button size="small" disabled={leaves.length === 0} onClick={guess}>
          {t('guess')}
        </Button>
      }
    >
      <div className={css.column}>
        <Select
          aria-label={t('payload')}
          value={sample?.id ?? PASTED}
          onChange={from.choose}
          options={[
            ...samples.map(({ id, at: cameAt }) => ({
              value: id,
              label: t('came', { at: format.time(cameAt, 'second') }),
            })),
            { value: PASTED, label: t('paste') },
          ]}
        />
        {!sample && (
          <Form.Item
            className={css.flush ?? ''}
            {...(pasted.trim() !== '' &&
              payload === undefined && { validateStatus: 'error', help: t('pasteWrong') })}
          >
            <Input.TextArea
              aria-label={t('paste')}
              placeholder={t('pasteHint')}
              autoSize={{ minRows: 4, maxRows: 12 }}
              spellCheck={false}
              value={pasted}
              onChange={({ target }) => from.paste(target.value)}
            />
          </Form.Item>
        )}
        {leaves.length === 0 ? (
          <p className={css.muted}>{t('noPayload')}</p>
        ) : (
          <LeafList leaves={leaves} at={at} />
        )}
      </div>
    </Panel>
  )
}
