import { BaseEdge, EdgeLabelRenderer, getBezierPath, getSmoothStepPath } from '@xyflow/react'
import type { EdgeProps } from '@xyflow/react'
import { memo } from 'react'
import { useFormat } from '../../../ui/use-format.ts'
import css from './Canvas.module.css'
import type { FlowEdge as Flow } from './flow.ts'

const THINNEST_PX = 1.5
const GROWTH_PX = 9

/** A line that thickens with the people who went along it; one that leads back goes round below. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<Flow>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props
  const { data, selected, markerEnd } = props
  const format = useFormat()
  const ends = { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition }
  const [path, labelX, labelY] =
    targetX < sourceX
      ? getSmoothStepPath({ ...ends, borderRadius: 14, offset: 28 })
      : getBezierPath({ ...ends, curvature: 0.35 })
  const { people, share = 0 } = data ?? {}
  const isDry = people === 0
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        {...(markerEnd && people === undefined && { markerEnd })}
        interactionWidth={18}
        style={{
          strokeWidth:
            people === undefined
              ? selected
                ? 2.5
                : 1.75
              : THINNEST_PX + GROWTH_PX * Math.sqrt(share),
          stroke: selected
            ? 'var(--primary)'
            : isDry
              ? 'var(--line)'
              : people === undefined
                ? 'var(--steady)'
                : 'var(--primary)',
          opacity: people === undefined || isDry || selected ? 1 : 0.42,
          ...(isDry && { strokeDasharray: '4 4' }),
        }}
      />
      {people !== undefined && people > 0 && (
        <EdgeLabelRenderer>
          <span
            className={css.flow}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {format.compact(people)}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
})
