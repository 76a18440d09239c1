import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvidenceEdge, IdentifierNode } from '#modules/identity/contract.ts'
import { useBoxWidth } from '../../ui/use-box-width.ts'
import { useFormat } from '../../ui/use-format.ts'
import { placeNodes } from './graph-layout.ts'
import type { Placed } from './graph-layout.ts'
import css from './identity.module.css'

interface GraphPictureProps {
  nodes: readonly IdentifierNode[]
  edges: readonly EvidenceEdge[]
  chosen: readonly string[]
  /** Evidence to point out: the chain of an explanation. */
  chain: ReadonlySet<string>
  onToggle: (identId: string) => void
  /** A line was chosen: somebody wants that evidence back. */
  onEdge: (edge: EvidenceEdge) => void
}

const LEAST_PX = 520
/** Narrower, source and time are in the list below only. */
const ROOMY_PX = 640
const SHOWN_CHARS = 18

const short = (value: string, chars = SHOWN_CHARS): string =>
  value.length > chars ? `${value.slice(0, chars - 1)}…` : value

/** Neighbouring lines say what they are at different places, or the words would cover each other. */
const between = (a: Placed, b: Placed, part: number): Placed => ({
  x: a.x + (b.x - a.x) * part,
  y: a.y + (b.y - a.y) * part,
})

/** Identifiers as dots, evidence as lines between them. */
export function GraphPicture(props: GraphPictureProps) {
  const { nodes, edges, chosen, chain, onToggle, onEdge } = props
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
  const byKey = (act: () => void) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    act()
  }
  const nameOf = (id: string) => {
    const node = nodes.find(({ identId }) => identId === id)
    return node ? `${t(`kind.${node.kind}`)} ${node.value}` : id
  }
  return (
    <div ref={box} className={css.box}>
      <svg width={width} height={height} role="group" aria-label={t('graph')}>
        {edges.map((edge, i) => {
          const [a, b] = [places.get(edge.a), places.get(edge.b)]
          if (!a || !b) return null
          const words = between(a, b, i % 2 === 0 ? 0.42 : 0.6)
          const look = chain.has(edge.evidenceId)
            ? css.chain
            : edge.state === 'holds'
              ? css.edge
              : css.broken
          return (
            <g
              key={edge.evidenceId}
              role="button"
              className={css.line}
              aria-disabled={edge.state === 'retracted'}
              aria-label={t('edgeSays', {
                ...{ a: nameOf(edge.a), b: nameOf(edge.b), rule: t(`rule.${edge.rule}`) },
                ...{ source: edge.source, at: format.time(edge.at) },
              })}
              tabIndex={edge.state === 'retracted' ? -1 : 0}
              onClick={() => edge.state !== 'retracted' && onEdge(edge)}
              onKeyDown={byKey(() => edge.state !== 'retracted' && onEdge(edge))}
            >
              <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} className={css.grip} />
              <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} className={look} />
              <text x={words.x} y={words.y} textAnchor="middle" className={css.rule}>
                {t(`rule.${edge.rule}`)}
                <title>{`${edge.source} · ${format.time(edge.at, 'second')}`}</title>
              </text>
              {width >= ROOMY_PX && (
                <text
                  x={words.x}
                  y={words.y + 14}
                  textAnchor="middle"
                  className={css.rule}
                  aria-hidden
                >
                  {short(`${edge.source} · ${format.time(edge.at)}`, 28)}
                </text>
              )}
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
              onKeyDown={byKey(() => onToggle(node.identId))}
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
