import { Drawer, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Rule } from '#modules/collect/model/naming/rule.ts'
import { api } from '../../api/client.ts'
import { useFormProblem } from '../../form/use-form-problem.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './collect.module.css'
import { NamedHistory } from './NamedHistory.tsx'
import { NamingPreview } from './NamingPreview.tsx'
import { RuleFields } from './RuleFields.tsx'
import { draftOf, ruleOf } from './naming.ts'
import type { DraftRule, NamedEvent } from './naming.ts'

/** What is being named: something new, or a named event that is changed. */
export interface Begun {
  rule: Rule
  label?: string
  named?: NamedEvent
}

interface Filled extends DraftRule {
  label: string
  name?: string
  note?: string
}

/** Letters, digits, _ - and blanks, a letter first: as the server has it. */
const NAME = /^\p{L}[\p{L}\p{N}\p{M}_ -]*$/u

/** Says what is meant, and shows at once what that was in the days past. */
export function NamingDrawer({ begun, onClose }: { begun: Begun; onClose: () => void }) {
  const { t } = useTranslation('naming')
  const { named } = begun
  const refused = useNotAllowed('collect:write')
  const [form] = Form.useForm<Filled>()
  const showProblem = useFormProblem(form)
  const drawn = Form.useWatch([], form) as Filled | undefined
  const rule = ruleOf(drawn?.where ? drawn : begun.rule)
  const save = useAct(
    async ({ label, name, note = '', ...draft }: Filled) => {
      const said = { label, note, rule: ruleOf(draft) ?? begun.rule }
      return named
        ? api.collect.changeNamedEvent({ id: named.id, ...said })
        : api.collect.nameEvent({ name: name?.trim() || label, ...said })
    },
    {
      refreshes: ['collect', 'insight', 'audience'],
      done: t('saved'),
      onDone: onClose,
      onRefused: showProblem,
    },
  )
  return (
    <Drawer
      open
      onClose={onClose}
      size={1040}
      title={named?.label ?? t('begin')}
      extra={
        !named?.archivedAt && (
          <ActionButton
            type="primary"
            disabledReason={refused ?? (rule ? undefined : t('unfinished'))}
            loading={save.isPending}
            onClick={() => form.submit()}
          >
            {t('save')}
          </ActionButton>
        )
      }
    >
      <div className={css.pair}>
        <Form<Filled>
          form={form}
          layout="vertical"
          disabled={named?.archivedAt !== undefined && named.archivedAt !== null}
          initialValues={{
            ...draftOf(begun.rule),
            label: named?.label ?? begun.label ?? '',
            note: named?.note ?? '',
          }}
          onFinish={(filled) => save.mutate(filled)}
        >
          <Form.Item
            name="label"
            label={t('label')}
            extra={named ? undefined : t('labelHint')}
            rules={[{ required: true, whitespace: true, max: 100, message: t('labelNeeded') }]}
          >
            <Input maxLength={100} autoFocus />
          </Form.Item>
          {!named && (
            <Form.Item
              name="name"
              label={t('name')}
              extra={t('nameHint')}
              dependencies={['label']}
              rules={[
                ({ getFieldValue }) => ({
                  validator: (_, typed: string | undefined) => {
                    const name = typed?.trim() || String(getFieldValue('label') ?? '').trim()
                    return name === '' || NAME.test(name)
                      ? Promise.resolve()
                      : Promise.reject(new Error(t('nameWrong')))
                  },
                }),
              ]}
            >
              <Input maxLength={100} placeholder={drawn?.label} />
            </Form.Item>
          )}
          <RuleFields />
          <Form.Item name="note" label={t('note')}>
            <Input.TextArea maxLength={500} autoSize={{ minRows: 2 }} />
          </Form.Item>
        </Form>
        <div className={css.column}>
          <NamingPreview rule={rule} />
          {named && <NamedHistory id={named.id} onDone={onClose} />}
        </div>
      </div>
    </Drawer>
  )
}
