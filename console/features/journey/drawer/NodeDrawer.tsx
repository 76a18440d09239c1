import { CloseOutlined, DeleteOutlined } from '@ant-design/icons'
import { Alert, Button, ConfigProvider, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { NODES } from '#modules/journey/model/nodes.ts'
import type { Graph, GraphNode } from '#modules/journey/model/graph.ts'
import { useSays } from '../../../i18n/use-says.ts'
import { PhonePreview } from '../../content/PhonePreview.tsx'
import { exitsOf } from '../exits.ts'
import type { Edit } from '../graph-edit.ts'
import type { Finding } from '../types.ts'
import css from './drawer.module.css'
import { NodeField } from './NodeField.tsx'

interface NodeDrawerProps {
  graph: Graph
  node: GraphNode
  findings: readonly Finding[]
  /** Without it the settings can only be looked at. */
  onEdit: ((edit: Edit) => void) | undefined
  onClose: () => void
}

/** A step of the draft: its name, its settings, where its ways out lead. Works without the canvas. */
export function NodeDrawer(props: NodeDrawerProps) {
  const { graph, node, findings, onClose } = props
  const onEdit = props.onEdit ?? nothing
  const { t } = useTranslation('journey')
  const say = useSays()
  const { label, hint, form } = NODES[node.kind]
  const { config } = node
  const put = (key: string, value: unknown) =>
    onEdit({ kind: 'configure', nodeId: node.id, config: { ...config, [key]: value } })
  const shown = form.filter(({ when }) => !when || when.in.includes(String(config[when.key])))
  const contentId = typeof config.contentId === 'string' ? config.contentId : ''
  return (
    <aside className={css.drawer} aria-label={say(label)}>
      <header className={css.head}>
        <div>
          <h2>{say(label)}</h2>
          <p>{say(hint)}</p>
        </div>
        <Button type="text" aria-label={t('close')} icon={<CloseOutlined />} onClick={onClose} />
      </header>
      {findings.map(({ code, severity, says }, i) => (
        <Alert key={`${code}${i}`} type={severity} title={say(says)} showIcon />
      ))}
      <ConfigProvider componentDisabled={props.onEdit === undefined}>
        <label className={css.field}>
          <span>{t('form.name')}</span>
          <Input
            value={node.name ?? ''}
            maxLength={60}
            placeholder={say(label)}
            onChange={(event) =>
              onEdit({ kind: 'name', nodeId: node.id, name: event.target.value })
            }
          />
        </label>
        {shown.map((field) => (
          <div key={field.key} className={css.field}>
            <span>{say(field.label)}</span>
            <NodeField
              field={field}
              value={config[field.key]}
              event={typeof config.event === 'string' ? config.event : ''}
              onChange={(value) => put(field.key, value)}
            />
          </div>
        ))}
        {contentId !== '' && <PhonePreview contentId={contentId} />}
        <Exits graph={graph} node={node} onEdit={onEdit} />
        <Button
          danger
          icon={<DeleteOutlined />}
          onClick={() => {
            onEdit({ kind: 'remove', nodeIds: [node.id], edgeIds: [] })
            onClose()
          }}
        >
          {t('form.remove')}
        </Button>
      </ConfigProvider>
    </aside>
  )
}

const nothing = () => {}

interface ExitsProps extends Pick<NodeDrawerProps, 'graph' | 'node'> {
  onEdit: (edit: Edit) => void
}

/** Lines can be drawn here, too: by keyboard, on a phone, in a large graph. */
function Exits({ graph, node, onEdit }: ExitsProps) {
  const { t } = useTranslation('journey')
  const say = useSays()
  const exits = exitsOf(node)
  if (exits.length === 0) return null
  const targets = graph.nodes
    .filter(({ id, kind }) => id !== node.id && NODES[kind].role !== 'trigger')
    .map(({ id, kind, name }) => ({
      value: id,
      label: `${name ?? say(NODES[kind].label)} (${id})`,
    }))
  return (
    <section className={css.exits}>
      <h3>{t('form.exits')}</h3>
      {exits.map((exit) => {
        const edge = graph.edges.find((one) => one.from === node.id && one.exit === exit.id)
        const name = exit.label ? say(exit.label) : t('form.next')
        return (
          <label key={exit.id} className={css.exit}>
            <span>{name}</span>
            <Select<string>
              showSearch={{ optionFilterProp: 'label' }}
              allowClear
              aria-label={name}
              placeholder={exit.isOpen ? t('form.endsHere') : t('form.leadsNowhere')}
              value={edge?.to ?? null}
              options={targets}
              onChange={(to) =>
                onEdit(
                  to
                    ? { kind: 'connect', from: node.id, exit: exit.id, to }
                    : { kind: 'disconnect', from: node.id, exit: exit.id },
                )
              }
            />
          </label>
        )
      })}
    </section>
  )
}
