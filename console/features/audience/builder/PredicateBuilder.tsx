import { CloseOutlined, MoreOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown, Segmented, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Field } from '#modules/audience/model/form.ts'
import { OPERATORS } from '#modules/audience/model/operators.ts'
import type { Kind, Predicate } from '#modules/audience/model/predicate.ts'
import { useLanguage } from '../../../i18n/language.ts'
import css from './builder.module.css'
import { FieldInput } from './FieldInput.tsx'
import { asGroup, GROUPS, initialOf, isGroup, KINDS, negate, removeAt, replaceAt } from './tree.ts'
import type { Group } from './tree.ts'
import { useVocabulary } from './vocabulary.ts'
import type { Vocabulary } from './vocabulary.ts'

interface PredicateBuilderProps {
  value: Predicate
  onChange: (predicate: Predicate) => void
}

/**
 * A condition on people, every part of it a control. It is drawn from the operators' own forms, so a
 * new operator appears here by itself. The value may be incomplete: `Predicate.safeParse` tells.
 */
export function PredicateBuilder({ value, onChange }: PredicateBuilderProps) {
  const vocabulary = useVocabulary()
  return <GroupBox group={asGroup(value)} vocabulary={vocabulary} onChange={onChange} />
}

interface NodeProps {
  vocabulary: Vocabulary
  onChange: (predicate: Predicate) => void
  /** Absent at the root. */
  onRemove?: () => void
}

function GroupBox({ group, vocabulary, onChange, onRemove }: NodeProps & { group: Group }) {
  const { t } = useTranslation('audience')
  return (
    <div className={onRemove ? `${css.group} ${css.nested}` : css.group}>
      <div className={css.head}>
        <Segmented<Group['kind']>
          size="small"
          aria-label={t('build.condition')}
          value={group.kind}
          options={[
            { value: 'and', label: t('build.all') },
            { value: 'or', label: t('build.any') },
          ]}
          onChange={(kind) => onChange({ ...group, kind })}
        />
        {onRemove && <NodeMenu node={group} onChange={onChange} onRemove={onRemove} />}
      </div>
      <div className={css.list} role="group">
        {group.of.length === 0 && <p className={css.empty}>{t('build.everyone')}</p>}
        {group.of.map((child, i) => (
          <Node
            key={i}
            node={child}
            vocabulary={vocabulary}
            onChange={(next) => onChange(replaceAt(group, i, next))}
            onRemove={() => onChange(removeAt(group, i))}
          />
        ))}
        <AddCondition
          isFirst={group.of.length === 0}
          onAdd={(kind) => onChange({ ...group, of: [...group.of, initialOf(kind)] })}
        />
      </div>
    </div>
  )
}

function Node({ node, vocabulary, onChange, onRemove }: Required<NodeProps> & { node: Predicate }) {
  const { t } = useTranslation('audience')
  if (isGroup(node))
    return <GroupBox group={node} vocabulary={vocabulary} onChange={onChange} onRemove={onRemove} />
  if (node.kind === 'not' && isGroup(node.of))
    return (
      <div className={css.group}>
        <div className={css.head}>
          <Tag color="warning">{t('build.none')}</Tag>
        </div>
        <GroupBox
          group={node.of}
          vocabulary={vocabulary}
          onChange={(of) => onChange({ kind: 'not', of })}
          onRemove={onRemove}
        />
      </div>
    )
  const isNegated = node.kind === 'not'
  const inner = isNegated ? node.of : node
  return (
    <div className={css.leaf}>
      <div className={css.parts}>
        {isNegated && <Tag color="warning">{t('build.none')}</Tag>}
        <Parts
          node={inner}
          vocabulary={vocabulary}
          onChange={(next) => onChange(isNegated ? { kind: 'not', of: next } : next)}
        />
      </div>
      <NodeMenu node={node} onChange={onChange} onRemove={onRemove} />
    </div>
  )
}

/** The parts of one condition, in the order its form names them. */
function Parts({
  node,
  vocabulary,
  onChange,
}: {
  node: Predicate
  vocabulary: Vocabulary
  onChange: (predicate: Predicate) => void
}) {
  const language = useLanguage()
  const { form } = OPERATORS[node.kind]
  const values: Readonly<Record<string, unknown>> = { ...node }
  const event = typeof values.event === 'string' ? values.event : ''
  return (
    <>
      <span className={css.kind} title={form.hint[language]}>
        {form.label[language]}
      </span>
      {Object.entries<Field>(form.fields).map(([name, field]) => (
        <span key={name} className={css.part}>
          <span className={css.label}>{field.label[language]}</span>
          <FieldInput
            field={field}
            value={values[name]}
            event={event}
            vocabulary={vocabulary}
            onChange={(next) => onChange({ ...node, [name]: next })}
          />
        </span>
      ))}
    </>
  )
}

function useKindMenu(onChoose: (kind: Kind) => void) {
  const { t } = useTranslation('audience')
  const language = useLanguage()
  return GROUPS.map((group) => ({
    key: group,
    type: 'group' as const,
    label: t(`build.group.${group}`),
    children: KINDS.filter((kind) => OPERATORS[kind].form.group === group).map((kind) => ({
      key: kind,
      label: OPERATORS[kind].form.label[language],
      extra: OPERATORS[kind].form.hint[language],
      onClick: () => onChoose(kind),
    })),
  }))
}

function AddCondition({ isFirst, onAdd }: { isFirst: boolean; onAdd: (kind: Kind) => void }) {
  const { t } = useTranslation('audience')
  const items = useKindMenu(onAdd)
  return (
    <div>
      <Dropdown trigger={['click']} menu={{ items, style: { maxHeight: 420, overflowY: 'auto' } }}>
        <Button size="small" type={isFirst ? 'primary' : 'dashed'} icon={<PlusOutlined />}>
          {isFirst ? t('build.addFirst') : t('build.add')}
        </Button>
      </Dropdown>
    </div>
  )
}

interface NodeMenuProps {
  node: Predicate
  onChange: (predicate: Predicate) => void
  onRemove: () => void
}

function NodeMenu({ node, onChange, onRemove }: NodeMenuProps) {
  const { t } = useTranslation('audience')
  const change = useKindMenu((kind) => onChange(initialOf(kind)))
  const items = [
    {
      key: 'not',
      label: node.kind === 'not' ? t('build.unwrapNot') : t('build.wrapNot'),
      onClick: () => onChange(negate(node)),
    },
    {
      key: 'group',
      label: t('build.wrapGroup'),
      onClick: () => onChange({ kind: 'and', of: [node] }),
    },
    { key: 'change', label: t('build.change'), children: change },
  ]
  return (
    <span className={css.tools}>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button size="small" type="text" aria-label={t('build.change')} icon={<MoreOutlined />} />
      </Dropdown>
      <Button
        size="small"
        type="text"
        aria-label={t('build.remove')}
        icon={<CloseOutlined />}
        onClick={onRemove}
      />
    </span>
  )
}
