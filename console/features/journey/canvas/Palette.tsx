import { useReactFlow } from '@xyflow/react'
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { NODE_KINDS, NODES } from '#modules/journey/model/nodes.ts'
import type { NodeKind } from '#modules/journey/model/nodes.ts'
import { useSays } from '../../../i18n/use-says.ts'
import type { Edit, Place } from '../graph-edit.ts'
import { DRAGGED_KIND } from './Canvas.tsx'
import { NODE_STEP_PX } from './flow.ts'
import { NODE_ICONS } from './node-icons.tsx'
import css from './Palette.module.css'

const GROUPS = [
  { key: 'begin', roles: ['trigger'] },
  { key: 'time', roles: ['wait'] },
  { key: 'ways', roles: ['decide'] },
  { key: 'do', roles: ['act'] },
  { key: 'finish', roles: ['goal', 'end'] },
] as const

interface PaletteProps {
  /** Where a node chosen by click or key goes: beside this one, joined to it. */
  after: { id: string; nextTo: Place } | undefined
  onAdd: (edit: Extract<Edit, { kind: 'add' }>) => void
}

/** The kinds of steps there are, from the registry: drag one out, or press it. */
export function Palette({ after, onAdd }: PaletteProps) {
  const { t } = useTranslation('journey')
  const say = useSays()
  const { screenToFlowPosition, setCenter, getZoom } = useReactFlow()
  const press = (kind: NodeKind) => {
    const middle = screenToFlowPosition({ x: window.innerWidth / 2, y: window.innerHeight / 2 })
    const at = after?.nextTo ?? { x: Math.round(middle.x), y: Math.round(middle.y) }
    onAdd({ kind: 'add', node: kind, at, after: after?.id })
    // Whoever draws on should see what she drew.
    void setCenter(at.x + NODE_STEP_PX / 2, at.y + 40, { zoom: getZoom(), duration: 150 })
  }
  return (
    <nav className={css.palette} aria-label={t('palette.title')}>
      {GROUPS.map(({ key, roles }) => (
        <section key={key}>
          <h3>{t(`palette.${key}`)}</h3>
          {NODE_KINDS.filter((kind) => roles.some((role) => role === NODES[kind].role)).map(
            (kind) => (
              <Tooltip key={kind} title={say(NODES[kind].hint)} placement="right">
                <button
                  type="button"
                  draggable
                  onDragStart={(event) => event.dataTransfer.setData(DRAGGED_KIND, kind)}
                  onClick={() => press(kind)}
                >
                  <span aria-hidden="true">{NODE_ICONS[kind]}</span>
                  <span>{say(NODES[kind].label)}</span>
                </button>
              </Tooltip>
            ),
          )}
        </section>
      ))}
      <p className={css.hint}>{t('palette.hint')}</p>
    </nav>
  )
}
