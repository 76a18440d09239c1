import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ChartFrame } from '../../chart/ChartFrame.tsx'
import { paths } from '../../paths.ts'
import { useFormat } from '../../ui/use-format.ts'
import css from './fission.module.css'
import { rings } from './rings.ts'
import type { Tree, TreeNode } from './types.ts'

const STATES = ['root', 'accepted', 'rewarded', 'revoked'] as const

/** Who brought whom: generations as rings, size by people brought, colour by what became of it. */
export function SpreadTree({ tree }: { tree: Tree }) {
  const { t } = useTranslation('fission')
  const format = useFormat()
  const { placed, radii, size } = useMemo(() => rings(tree.nodes), [tree.nodes])
  const { accepted, converted, generations } = tree.numbers
  return (
    <ChartFrame
      title={t('tree.title')}
      definition={t('tree.definition')}
      asOf={tree.asOf}
      sentence={t('tree.sentence', { accepted, converted, generations })}
      table={{
        head: [t('tree.person'), t('tree.generation'), t('tree.state'), t('tree.brought')],
        rows: tree.nodes.map(({ personId, name, generation, state, brought }) => [
          name ?? personId,
          String(generation),
          t(`state.${state}`),
          format.number(brought),
        ]),
      }}
    >
      <svg viewBox={`0 0 ${size} ${size}`} className={css.tree} role="group">
        {radii.map((radius, i) => (
          <g key={radius}>
            <circle cx={size / 2} cy={size / 2} r={radius} className={css.ring} />
            <text x={size / 2} y={size / 2 - radius - 4} className={css.ringName}>
              {i === 0 ? t('tree.roots') : t('tree.ring', { n: i })}
            </text>
          </g>
        ))}
        {placed.map(
          ({ member, x, y, from }) =>
            from && (
              <line
                key={`l${member.personId}`}
                x1={from.x}
                y1={from.y}
                x2={x}
                y2={y}
                className={member.state === 'revoked' ? css.cut : css.line}
              />
            ),
        )}
        {placed.map(({ member, x, y, r }) => (
          <Dot key={member.personId} member={member} x={x} y={y} r={r} middle={size / 2} />
        ))}
      </svg>
      <p className={css.legend}>
        <span>{t('tree.opened', { count: tree.numbers.invitationsOpened })}</span>
        {STATES.map((state) => (
          <span key={state}>
            <i className={css[state]} /> {t(`state.${state}`)}
          </span>
        ))}
      </p>
    </ChartFrame>
  )
}

interface DotProps {
  member: TreeNode
  x: number
  y: number
  r: number
  /** Of the circle, in both directions. */
  middle: number
}

function Dot({ member, x, y, r, middle }: DotProps) {
  const { t } = useTranslation('fission')
  const navigate = useNavigate()
  const name = member.name ?? t('tree.unnamed', { id: member.personId })
  const says = t('tree.dot', { name, state: t(`state.${member.state}`), brought: member.brought })
  // Above and below the middle, names would lie over their neighbours.
  const isBeside = Math.abs(x - middle) > Math.abs(y - middle) * 0.6
  const open = () => void navigate({ to: paths.person(member.personId) })
  return (
    <g
      role="link"
      tabIndex={0}
      aria-label={says}
      className={css.dot}
      onClick={open}
      onKeyDown={({ key }) => key === 'Enter' && open()}
    >
      <circle cx={x} cy={y} r={r} className={css[member.state]} />
      {member.brought > 1 && isBeside && (
        <text
          x={x > middle ? x - r - 3 : x + r + 3}
          y={y + 3}
          textAnchor={x > middle ? 'end' : 'start'}
          className={css.dotName}
        >
          {name}
        </text>
      )}
      <title>{says}</title>
    </g>
  )
}
