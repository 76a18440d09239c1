import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Leaf } from '#modules/collect/model/mapping/leaves.ts'
import { PROPERTY_KINDS } from './draft.ts'
import type { PropertyKind } from './draft.ts'
import { FieldParts } from './FieldParts.tsx'
import css from './mapping.module.css'
import { Lines } from './Lines.tsx'
import { PathInput } from './PathInput.tsx'

type Step = string | number

interface PropertyLinesProps {
  label: string
  /** where the list is, in the list that it is in, and in the whole form */
  name: Step[]
  path: Step[]
  leaves: readonly Leaf[]
  kinds?: readonly PropertyKind[]
}

const MOST = 80

/** What is kept of a payload: a place of it, a fixed text, or a list of things with places of theirs. */
export function PropertyLines({
  label,
  name: list,
  path,
  leaves,
  kinds = PROPERTY_KINDS,
}: PropertyLinesProps) {
  const { t } = useTranslation('webhook')
  return (
    <Lines
      name={list}
      label={label}
      most={MOST}
      add={t('addProperty')}
      begins={{ what: 'field', to: '', path: '', as: 'as_is' }}
      below={(name) => <Inside label={label} name={name} path={[...path, name]} leaves={leaves} />}
    >
      {(name) => (
        <>
          <Form.Item name={[name, 'to']} noStyle>
            <Input
              aria-label={t('to')}
              placeholder={t('to')}
              maxLength={200}
              className={css.to ?? ''}
            />
          </Form.Item>
          <Form.Item name={[name, 'what']} noStyle>
            <Select
              aria-label={t('what')}
              className={css.what ?? ''}
              options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
          </Form.Item>
          <Parts name={name} path={[...path, name]} leaves={leaves} />
        </>
      )}
    </Lines>
  )
}

interface PartsProps {
  name: number
  path: Step[]
  leaves: readonly Leaf[]
}

function Parts({ name, path, leaves }: PartsProps) {
  const { t } = useTranslation('webhook')
  const what: unknown = Form.useWatch([...path, 'what'])
  if (what === 'constant')
    return (
      <Form.Item name={[name, 'constant']} noStyle>
        <Input
          aria-label={t('constant')}
          placeholder={t('constant')}
          maxLength={500}
          className={css.grow ?? ''}
        />
      </Form.Item>
    )
  if (what === 'each')
    return (
      <Form.Item name={[name, 'each']} noStyle>
        <PathInput label={t('list')} leaves={leaves.filter(({ kind }) => kind === 'things')} />
      </Form.Item>
    )
  return <FieldParts name={name} leaves={leaves.filter(({ kind }) => kind !== 'things')} />
}

/** The properties of each thing of a list. */
function Inside({ label, name, path, leaves }: PartsProps & { label: string }) {
  const what: unknown = Form.useWatch([...path, 'what'])
  const each: unknown = Form.useWatch([...path, 'each'])
  if (what !== 'each') return null
  const start = `${String(each)}[*].`
  const inside = leaves.flatMap((leaf) =>
    leaf.path.startsWith(start) ? [{ ...leaf, path: leaf.path.slice(start.length) }] : [],
  )
  return (
    <div className={css.inside}>
      <PropertyLines
        label={`${label} ${name + 1} ›`}
        name={[name, 'fields']}
        path={[...path, 'fields']}
        leaves={inside}
        kinds={['field']}
      />
    </div>
  )
}
