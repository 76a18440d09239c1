import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvidenceEdge, IdentifierNode } from '#modules/identity/contract.ts'
import { useBoxWidth } from '../../ui/use-box-width.ts'
import { useFormat } from '../../ui/use-format.ts'
import { placeNodes } from './graph-layout.ts'
import css from './identity.module.css'

interface GraphPictureProps {
  nodes: readonly IdentifierNode[]
  edges: readonly EvidenceEdge[]
  chosen: readonly string[]
  /** Evidence to point out: the chain of an explanation. */
  chain: ReadonlySet<string>
  onToggle: (identId: string) => void
}

const LEAST_PX = 520
const SHOWN_CHARS = 18

const short = (value: string): string =>
  value.length > SHOWN_CHARS ? `${value.slice(0, SHOWN_CHARS - 1)}…` : value

/** Identifiers as dots, evidence as lines between them. */
export function GraphPicture({ nodes, edges, chosen, chain, onToggle }: GraphPictureProps) {
  const { t } = useTranslation('identity')
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const width = Math.max(useBoxWidth(box), LEAST_PX)
  const height = Math.min(420, 180 + nodes.length * 26)
  const places = placeNodes(
    nodes.map(({ identId }) => identId),
    edges,
    { width, height },
  )
  const toggleByKey = (identId: string) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onToggle(identId)
  }
  return (
    <div ref={box} className={css.box}>
      <svg width={width} height={height} role="group" aria-label={t('graph')}>
        {edges.map((edge) => {
          const [a, b] = [places.get(edge.a), places.get(edge.b)]
          if (!a || !b) return null
          const look = chain.has(edge.evidenceId)
            ? css.chain
            : edge.state === 'holds'
              ? css.edge
              : css.broken
          return (
            <g key={edge.evidenceId}>
              <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} className={look} />
              <text
                x={(a.x + b.x) / 2}
                y={(a.y + b.y) / 2}
                textAnchor="middle"
                className={css.rule}
              >
                {t(`rule.${edge.rule}`)}
                <title>{`${edge.source} · ${format.time(edge.at, 'second')}`}</title>
              </text>
            </g>
          )
        })}
        {nodes.map((node) => {
          const place = places.get(node.identId)
          if (!place) return null
          const isChosen = chosen.includes(node.identId)
          const isUpper = place.y < height / 2
          return (
            <g
              key={node.identId}
              className={isChosen ? `${css.node} ${css.chosen}` : css.node}
              role="checkbox"
              aria-checked={isChosen}
              aria-label={`${t(`kind.${node.kind}`)} ${node.value}`}
              tabIndex={0}
              onClick={() => onToggle(node.identId)}
              onKeyDown={toggleByKey(node.identId)}
            >
              <circle cx={place.x} cy={place.y} r={9} />
              <text
                x={place.x}
                y={isUpper ? place.y - 16 : place.y + 38}
                textAnchor="middle"
                className={css.kind}
              >
                {t(`kind.${node.kind}`)}
              </text>
              <text
                x={place.x}
                y={isUpper ? place.y + 25 : place.y + 23}
                textAnchor="middle"
                className={css.value}
              >
                {short(node.value)}
                <title>{node.value}</title>
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}
