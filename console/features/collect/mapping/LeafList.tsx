import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Leaf } from '#modules/collect/model/mapping/leaves.ts'
import { withLeaf } from './add-leaf.ts'
import type { DraftMapping, DraftProperty } from './draft.ts'
import css from './mapping.module.css'
import { shown } from './shown.ts'

interface LeafListProps {
  leaves: readonly Leaf[]
  /** the case that a place is added to */
  at: number
}

/** The places of what came, each one press away from being a property. */
export function LeafList({ leaves, at }: LeafListProps) {
  const { t } = useTranslation('webhook')
  const { message } = App.useApp()
  const form = Form.useFormInstance<{ mapping: DraftMapping }>()
  const place: ['mapping', 'cases', number, 'as', 'properties'] = [
    ...(['mapping', 'cases', at, 'as', 'properties'] as const),
  ]
  const addLeaf = (leaf: Leaf) => {
    const lines = (form.getFieldValue(place) ?? []) as DraftProperty[]
    const more = withLeaf(lines, leaf)
    if (more) form.setFieldValue(place, [...more])
    else message.info(t('isThere'))
  }
  const hasCase = (form.getFieldValue(['mapping', 'cases']) as unknown[] | undefined)?.[at]
  return (
    <ul className={css.leaves} aria-label={t('places')}>
      {leaves.map((leaf) => (
        <li key={leaf.path}>
          <code>{leaf.path}</code>
          <small title={shown(leaf)}>{shown(leaf)}</small>
          <Button
            size="small"
            type="text"
            icon={<PlusOutlined />}
            disabled={hasCase === undefined || leaf.kind === 'things'}
            aria-label={t('addLeaf', { path: leaf.path })}
            onClick={() => addLeaf(leaf)}
          />
        </li>
      ))}
    </ul>
  )
}
