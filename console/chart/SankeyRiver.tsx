import type { ReactNode } from 'react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useBoxWidth } from '../ui/use-box-width.ts'
import { LinkTo } from '../ui/LinkTo.tsx'
import { useFormat } from '../ui/use-format.ts'
import { useIsNarrow } from '../ui/use-is-narrow.ts'
import { ChartFrame } from './ChartFrame.tsx'
import type { ChartInfo } from './ChartFrame.tsx'
import { RiverList } from './RiverList.tsx'
import { BAR_PX, riverLayout } from './river-layout.ts'
import type { PlacedNode, RiverNode } from './river-layout.ts'
import css from './SankeyRiver.module.css'

interface SankeyRiverProps extends ChartInfo {
  /** Where people come from, in public. */
  sources: readonly RiverNode[]
  /** The stages of the loop, in order. */
  stages: readonly RiverNode[]
  height?: number
}

/** The river: people as water, from public sources to those who bring friends; leaks are drawn. */
export function SankeyRiver({ sources, stages, height = 340, ...info }: SankeyRiverProps) {
  const { t } = useTranslation('kit')
  const format = useFormat()
  const isNarrow = useIsNarrow()
  const largest = stages[0]
  const rows = [...sources, ...stages].map(({ name, people, previous }) => [
    name,
    format.number(people),
    format.number(previous),
  ])
  return (
    <ChartFrame
      {...info}
      sentence={t('chart.summaryFlow', {
        flows: sources.length + Math.max(stages.length - 1, 0),
        from: sources.toSorted((a, b) => b.people - a.people)[0]?.name ?? '',
        to: largest?.name ?? '',
        value: format.number(largest?.people),
      })}
      table={{ head: [t('chart.step'), t('chart.people'), t('previous')], rows }}
    >
      {isNarrow ? (
        <RiverList sources={sources} stages={stages} />
      ) : (
        <Picture sources={sources} stages={stages} height={height} />
      )}
      <p className={css.legend}>
        <i className={css.rising} /> {t('chart.rising')}
        <i className={css.steady} /> {t('chart.steady')}
        <i className={css.falling} /> {t('chart.falling')}
        <i className={css.leak} /> {t('chart.lost')}
      </p>
    </ChartFrame>
  )
}

function Picture({
  sources,
  stages,
  height,
}: Required<Pick<SankeyRiverProps, 'sources' | 'stages' | 'height'>>) {
  const { t } = useTranslation('kit')
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const width = useBoxWidth(box)
  const picture = riverLayout(sources, stages, { width: Math.max(width, 640), height })
  return (
    <div ref={box} className={css.box}>
      <svg width={Math.max(width, 640)} height={height} role="group">
        {picture.leaks.map((leak) => (
          <g key={leak.key}>
            <path d={leak.path} className={css.leak} />
            <text x={leak.x} y={leak.y} className={css.leakText} textAnchor="middle">
              {`${t('chart.lost')} ${format.compact(leak.people)}`}
            </text>
          </g>
        ))}
        {picture.streams.map((stream) => (
          <path key={stream.key} d={stream.path} className={css[stream.course]} opacity={0.32} />
        ))}
        {picture.sources.map((node) => (
          <Node key={node.key} node={node}>
            <text
              x={node.x - 10}
              y={node.y + node.height / 2}
              className={css.source}
              textAnchor="end"
            >
              <tspan className={css.name}>{node.name}</tspan>
              <tspan dx={8} className={css.small}>
                {format.compact(node.people)}
              </tspan>
            </text>
          </Node>
        ))}
        {picture.stages.map((node) => (
          <Node key={node.key} node={node}>
            <text x={node.x} y={node.y - 58} className={css.name}>
              {node.name}
            </text>
            <text x={node.x} y={node.y - 34} className={css.people}>
              {format.compact(node.people)}
              <title>{format.number(node.people)}</title>
            </text>
            <text x={node.x} y={node.y - 14} className={css.small}>
              {node.rate === undefined
                ? ''
                : `${t('chart.ofPrevious')} ${format.percent(node.rate)}`}
            </text>
          </Node>
        ))}
      </svg>
    </div>
  )
}

/** The bar and its words, as one link to the people behind them. */
function Node({ node, children }: { node: PlacedNode; children: ReactNode }) {
  const drawn = (
    <g>
      <rect
        x={node.x}
        y={node.y}
        width={BAR_PX}
        height={Math.max(node.height, 1)}
        rx={2}
        className={css[node.course]}
      />
      {children}
    </g>
  )
  return node.to ? (
    <LinkTo to={node.to} className={css.link} aria-label={`${node.name} ${node.people}`}>
      {drawn}
    </LinkTo>
  ) : (
    drawn
  )
}
