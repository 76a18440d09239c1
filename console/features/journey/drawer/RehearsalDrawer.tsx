import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { NODES } from '#modules/journey/model/nodes.ts'
import type { GraphNode } from '#modules/journey/model/graph.ts'
import { useSays } from '../../../i18n/use-says.ts'
import { PersonLink } from '../../../ui/PersonLink.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { exitsOf, saysOf } from '../exits.ts'
import type { Crowd } from '../use-rehearsal.ts'
import { useTold } from '../use-told.ts'
import css from './drawer.module.css'

interface RehearsalDrawerProps {
  node: GraphNode
  crowd: Crowd
  onClose: () => void
}

/** A step in the rehearsal: by which way how many would leave it, and some of them by name. */
export function RehearsalDrawer({ node, crowd, onClose }: RehearsalDrawerProps) {
  const { t } = useTranslation('journey')
  const say = useSays()
  const told = useTold()
  const name = node.name ?? say(NODES[node.kind].label)
  const numbers = crowd.nodes.find(({ nodeId }) => nodeId === node.id)
  const named = exitsOf(node).map(({ id, label }) => ({
    id,
    label: label ? say(label) : t('form.next'),
  }))
  const ways = [...named, { id: 'goal', label: t('live.toGoal') }].flatMap(({ id, label }) => {
    const count = numbers?.exits[id] ?? 0
    const isShown = count > 0 || id !== 'goal'
    return isShown ? [{ id, label, count, who: numbers?.who.exits[id] ?? [] }] : []
  })
  const here = numbers?.waiting ?? 0
  return (
    <aside className={css.drawer} aria-label={name}>
      <header className={css.head}>
        <div>
          <h2>{name}</h2>
          <p>{told(saysOf(node))}</p>
        </div>
        <Button type="text" aria-label={t('close')} icon={<CloseOutlined />} onClick={onClose} />
      </header>
      {(numbers?.entered ?? 0) === 0 && <p className={css.none}>{t('rehearsal.nobodyHere')}</p>}
      {ways.map(({ id, label, count, who }) => (
        <Way key={id} label={label} count={count} of={numbers?.entered ?? 0} who={who} />
      ))}
      {here > 0 && (
        <Way
          label={t('rehearsal.stillHere')}
          count={here}
          of={numbers?.entered ?? 0}
          who={numbers?.who.waiting ?? []}
        />
      )}
    </aside>
  )
}

interface WayProps {
  label: string
  count: number
  of: number
  who: readonly string[]
}

function Way({ label, count, of, who }: WayProps) {
  const { t } = useTranslation('journey')
  const format = useFormat()
  return (
    <section>
      <ul className={css.shares}>
        <li>
          <span>{label}</span>
          <b>
            {format.number(count)} · {format.share(count, of)}
          </b>
          <i style={{ width: `${of > 0 ? (count / of) * 100 : 0}%` }} />
        </li>
      </ul>
      <ul className={css.people}>
        {who.map((personId) => (
          <li key={personId}>
            <PersonLink id={personId} />
          </li>
        ))}
      </ul>
      {count > who.length && who.length > 0 && (
        <p className={css.none}>{t('live.more', { count: count - who.length })}</p>
      )}
    </section>
  )
}
