import { CloseOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NODES } from '#modules/journey/model/nodes.ts'
import type { GraphNode } from '#modules/journey/model/graph.ts'
import { orpc } from '../../../api/client.ts'
import { useSays } from '../../../i18n/use-says.ts'
import { paths } from '../../../paths.ts'
import { Facts } from '../../../ui/Facts.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { PersonLink } from '../../../ui/PersonLink.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { PhonePreview } from '../../content/PhonePreview.tsx'
import { exitsOf, saysOf } from '../exits.ts'
import type { NodeNumbers, SplitNumbers } from '../types.ts'
import { useTold } from '../use-told.ts'
import css from './drawer.module.css'
import { SplitResult } from './SplitResult.tsx'

interface LiveDrawerProps {
  journeyId: string
  node: GraphNode
  numbers: NodeNumbers | undefined
  split: SplitNumbers | undefined
  onClose: () => void
}

const PEOPLE_SHOWN = 20

/** A step of what is live: its numbers, its ways out, and who stands there now. */
export function LiveDrawer({ journeyId, node, numbers, split, onClose }: LiveDrawerProps) {
  const { t } = useTranslation('journey')
  const say = useSays()
  const format = useFormat()
  const told = useTold()
  const { label } = NODES[node.kind]
  const exits = exitsOf(node)
  const left = Object.values(numbers?.exits ?? {}).reduce((sum, people) => sum + people, 0)
  const contentId = typeof node.config.contentId === 'string' ? node.config.contentId : ''
  return (
    <aside className={css.drawer} aria-label={node.name ?? say(label)}>
      <header className={css.head}>
        <div>
          <h2>{node.name ?? say(label)}</h2>
          <p>{told(saysOf(node))}</p>
        </div>
        <Button type="text" aria-label={t('close')} icon={<CloseOutlined />} onClick={onClose} />
      </header>
      <Facts
        items={[
          { label: t('live.entered'), value: format.number(numbers?.entered ?? 0) },
          { label: t('live.waiting'), value: format.number(numbers?.waiting ?? 0) },
        ]}
      />
      {exits.length > 0 && !split && (
        <section>
          <h3>{t('live.byExit')}</h3>
          <ul className={css.shares}>
            {exits.map((exit) => {
              const people = numbers?.exits[exit.id] ?? 0
              return (
                <li key={exit.id}>
                  <span>{exit.label ? say(exit.label) : t('form.next')}</span>
                  <b>{format.share(people, left)}</b>
                  <i style={{ width: `${left > 0 ? (people / left) * 100 : 0}%` }} />
                </li>
              )
            })}
            {(numbers?.exits.goal ?? 0) > 0 && (
              <li>
                <span>{t('live.toGoal')}</span>
                <b>{format.share(numbers?.exits.goal ?? 0, left)}</b>
                <i style={{ width: `${((numbers?.exits.goal ?? 0) / left) * 100}%` }} />
              </li>
            )}
          </ul>
        </section>
      )}
      {split && <SplitResult split={split} />}
      {contentId !== '' && <PhonePreview contentId={contentId} />}
      {node.kind === 'send' && (
        <Link to={paths.letters()} search={{ journeyId, nodeId: node.id }}>
          {t('live.letters')}
        </Link>
      )}
      {(numbers?.waiting ?? 0) > 0 && <PeopleHere journeyId={journeyId} nodeId={node.id} />}
      {numbers?.waiting === 0 && <p className={css.none}>{t('live.nobody')}</p>}
      {!numbers && <Alert type="info" title={t('live.noNumbers')} />}
    </aside>
  )
}

function PeopleHere({ journeyId, nodeId }: { journeyId: string; nodeId: string }) {
  const { t } = useTranslation('journey')
  const format = useFormat()
  const people = useQuery({
    ...orpc.journey.peopleAtNode.queryOptions({
      input: { id: journeyId, nodeId, limit: PEOPLE_SHOWN },
    }),
    refetchInterval: 10_000,
  })
  return (
    <section>
      <h3>{t('live.here')}</h3>
      <Loaded query={people}>
        {({ items, total }) => (
          <>
            <ul className={css.people}>
              {items.map(({ personId, since, until }) => (
                <li key={personId}>
                  <PersonLink id={personId} />
                  <span>
                    {until
                      ? t('live.until', { time: format.time(until) })
                      : t('live.since', { time: format.time(since) })}
                  </span>
                  <Link to={paths.personRuns(personId)}>{t('live.why')}</Link>
                </li>
              ))}
            </ul>
            {(total ?? 0) > items.length && (
              <p className={css.none}>{t('live.more', { count: (total ?? 0) - items.length })}</p>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}
