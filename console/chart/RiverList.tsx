import { LinkTo } from '../ui/LinkTo.tsx'
import { useFormat } from '../ui/use-format.ts'
import { courseOf } from './river-layout.ts'
import type { RiverNode } from './river-layout.ts'
import css from './SankeyRiver.module.css'

interface RiverListProps {
  sources: readonly RiverNode[]
  stages: readonly RiverNode[]
}

/** The river on a phone: from top to bottom, widths on one scale. */
export function RiverList({ sources, stages }: RiverListProps) {
  const most = Math.max(...[...sources, ...stages].map(({ people }) => people), 1)
  return (
    <ol className={css.list}>
      {[...sources, ...stages].map((node, i) => (
        <li key={node.key} className={i === sources.length ? css.firstStage : undefined}>
          <Row node={node} most={most} />
        </li>
      ))}
    </ol>
  )
}

function Row({ node, most }: { node: RiverNode; most: number }) {
  const format = useFormat()
  return (
    <>
      <div className={css.rowText}>
        <span>{node.to ? <LinkTo to={node.to}>{node.name}</LinkTo> : node.name}</span>
        <b title={format.number(node.people)}>{format.compact(node.people)}</b>
      </div>
      <div className={css.track}>
        <i className={css[courseOf(node)]} style={{ width: `${(node.people / most) * 100}%` }} />
      </div>
    </>
  )
}
