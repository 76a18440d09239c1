import { Button, Form, Input, Radio, Select } from 'antd'
import type { FormInstance } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { KINDS, PURCHASE_STAGES, QUESTIONS, SOURCES } from '#modules/content/model/item.ts'
import type { Kind } from '#modules/content/model/item.ts'
import { orpc } from '../../api/client.ts'
import { useIsNarrow } from '../../ui/use-is-narrow.ts'
import css from './ContentForm.module.css'
import { bodyTextOf } from './draft.ts'
import type { Draft } from './draft.ts'
import { PhoneFrame } from './PhoneFrame.tsx'

interface ContentFormProps {
  form: FormInstance<Draft>
  initial: Draft
  onSave: (draft: Draft) => void
}

const HAS_TARGET: readonly Kind[] = ['article', 'link', 'image']

/** What an item says, beside how a phone would show it. */
export function ContentForm({ form, initial, onSave }: ContentFormProps) {
  const { t } = useTranslation('content')
  const isNarrow = useIsNarrow()
  const draft = Form.useWatch<Draft, Draft>((values: Draft) => values, form) ?? initial
  const kind = draft.kind ?? initial.kind
  const variables = useQuery(orpc.content.listVariables.queryOptions({ input: {} })).data?.items
  const options = <Value extends string>(values: readonly Value[], word: (v: Value) => string) =>
    values.map((value) => ({ value, label: word(value) }))
  const insert = (name: string) =>
    form.setFieldValue('body', `${form.getFieldValue('body') ?? ''}{{ ${name} }}`)
  return (
    <div className={css.sides}>
      <Form<Draft>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={() => onSave({ ...initial, ...form.getFieldsValue(true) })}
        className={css.form ?? ''}
      >
        <Form.Item name="kind" label={t('form.kind')}>
          <Radio.Group
            optionType="button"
            size={isNarrow ? 'small' : 'medium'}
            options={options(KINDS, (one) => t(`kind.${one}`))}
          />
        </Form.Item>
        <Form.Item
          name="title"
          label={t('form.title')}
          rules={[{ required: true, whitespace: true, message: t('form.titleMissing') }]}
        >
          <Input maxLength={64} showCount />
        </Form.Item>
        {kind !== 'image' && kind !== 'mini_program' && (
          <Form.Item
            name="body"
            label={t('form.body')}
            extra={
              <span className={css.under}>
                {kind === 'article' && t('form.bodyHint')}
                <Select
                  size="small"
                  variant="filled"
                  value={null}
                  placeholder={t('form.variables')}
                  popupMatchSelectWidth={false}
                  options={variables?.map(({ name, label, sample }) => ({
                    value: name,
                    label: `${label} · ${sample}`,
                  }))}
                  onChange={insert}
                />
              </span>
            }
          >
            <Input.TextArea autoSize={{ minRows: kind === 'article' ? 10 : 4, maxRows: 24 }} />
          </Form.Item>
        )}
        {kind !== 'text' && (
          <Form.Item name="coverUrl" label={t('form.coverUrl')}>
            <Input type="url" placeholder="https://" />
          </Form.Item>
        )}
        {HAS_TARGET.includes(kind) && (
          <Form.Item name="targetUrl" label={t('form.targetUrl')} extra={t('form.targetHint')}>
            <Input type="url" placeholder="https://" />
          </Form.Item>
        )}
        {kind === 'mini_program' && (
          <div className={css.pair}>
            <Form.Item name={['miniProgram', 'appId']} label={t('form.appId')}>
              <Input placeholder="wx…" />
            </Form.Item>
            <Form.Item name={['miniProgram', 'page']} label={t('form.page')}>
              <Input placeholder="pages/index/index" />
            </Form.Item>
          </div>
        )}
        <div className={css.pair}>
          <Form.Item name="sceneTags" label={t('form.sceneTags')} extra={t('form.tagsHint')}>
            <TagsInput kind="scene" />
          </Form.Item>
          <Form.Item name="productTags" label={t('form.productTags')}>
            <TagsInput kind="product" />
          </Form.Item>
        </div>
        <div className={css.three}>
          <Form.Item name="purchaseStage" label={t('form.stage')}>
            <Select allowClear options={options(PURCHASE_STAGES, (one) => t(`stage.${one}`))} />
          </Form.Item>
          <Form.Item name="answers" label={t('form.answers')}>
            <Select allowClear options={options(QUESTIONS, (one) => t(`question.${one}`))} />
          </Form.Item>
          <Form.Item name="source" label={t('form.source')}>
            <Select options={options(SOURCES, (one) => t(`source.${one}`))} />
          </Form.Item>
        </div>
        <Button htmlType="submit" hidden />
      </Form>
      <aside className={css.preview} aria-label={t('preview')}>
        <PhoneFrame
          message={{
            kind,
            title: draft.title ?? '',
            text: bodyTextOf(draft, variables ?? []),
            imageUrl: draft.coverUrl,
            miniProgram: draft.miniProgram,
          }}
        />
        <p>{t('form.sample')}</p>
      </aside>
    </div>
  )
}

interface TagsInputProps {
  id?: string
  value?: string[]
  onChange?: (tags: string[]) => void
  kind: 'scene' | 'product'
}

function TagsInput({ id, value, onChange, kind }: TagsInputProps) {
  const tags = useQuery(orpc.content.listTags.queryOptions({ input: {} }))
  return (
    <Select<string[]>
      {...(id && { id })}
      mode="tags"
      tokenSeparators={[',', '，', ' ']}
      value={value ?? []}
      options={tags.data?.items
        .filter((one) => one.kind === kind)
        .map(({ tag }) => ({ value: tag, label: tag }))}
      onChange={(next) => onChange?.(next)}
    />
  )
}
