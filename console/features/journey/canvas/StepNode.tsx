import { ExclamationCircleFilled, WarningFilled } from '@ant-design/icons'
import { Handle, Position } from '@xyflow/react'
import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { NODES } from '#modules/journey/model/nodes.ts'
import { useSays } from '../../../i18n/use-says.ts'
import { useFormat } from '../../../ui/use-format.ts'
import { saysOf } from '../exits.ts'
import { useTold } from '../use-told.ts'
import css from './Canvas.module.css'
import type { StepData, StepNode as Flow } from './flow.ts'
import { NODE_ICONS } from './node-icons.tsx'

/** A step on the canvas: what it does, its ways out, and, when live, who is there. */
export const StepNode = memo(function StepNode({ data, selected }: NodeProps<Flow>) {
  const { t } = useTranslation('journey')
  const say = useSays()
  const told = useTold()
  const { node, exits, thing, worst, numbers } = data
  const { role, label, hint } = NODES[node.kind]
  const says = saysOf(node)
  const isNamed = exits.length > 1 || exits.some((exit) => exit.label && exit.isOpen)
  return (
    <div className={`${css.node} ${css[role]} ${selected ? css.chosen : ''}`}>
      {role !== 'trigger' && <Handle type="target" position={Position.Left} />}
      <div className={css.head}>
        <span className={css.icon} aria-hidden="true">
          {NODE_ICONS[node.kind]}
        </span>
        <b>{node.name ?? say(label)}</b>
        {worst === 'error' && (
          <ExclamationCircleFilled className={css.error ?? ''} aria-label={t('finding.error')} />
        )}
        {worst === 'warning' && (
          <WarningFilled className={css.warning ?? ''} aria-label={t('finding.warning')} />
        )}
      </div>
      <p className={says ? css.says : css.unsaid}>{thing ?? (says ? told(says) : say(hint))}</p>
      {numbers && <Counts numbers={numbers} />}
      {isNamed ? (
        <ul className={css.exits}>
          {exits.map((exit) => (
            <li key={exit.id}>
              <span>{exit.label ? say(exit.label) : exit.id}</span>
              <ExitCount numbers={numbers} exit={exit.id} />
              <Handle type="source" position={Position.Right} id={exit.id} />
            </li>
          ))}
        </ul>
      ) : (
        exits.map((exit) => (
          <Handle key={exit.id} type="source" position={Position.Right} id={exit.id} />
        ))
      )}
    </div>
  )
})

function Counts({ numbers }: { numbers: NonNullable<StepData['numbers']> }) {
  const { t } = useTranslation('journey')
  const format = useFormat()
  const left = Object.values(numbers.exits).reduce((sum, people) => sum + people, 0)
  return (
    <dl className={css.counts}>
      <div>
        <dt>{t('live.entered')}</dt>
        <dd>{format.compact(numbers.entered)}</dd>
      </div>
      <div className={numbers.waiting > 0 ? css.waiting : undefined}>
        <dt>{t('live.waiting')}</dt>
        <dd>{format.compact(numbers.waiting)}</dd>
      </div>
      <div>
        <dt>{t('live.left')}</dt>
        <dd>{format.compact(left)}</dd>
      </div>
    </dl>
  )
}

function ExitCount({ numbers, exit }: { numbers: StepData['numbers']; exit: string }) {
  const format = useFormat()
  return numbers && <i>{format.compact(numbers.exits[exit] ?? 0)}</i>
}
