import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Drawer, Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Happening } from '#modules/audience/model/happening.ts'
import type { Predicate } from '#modules/audience/model/predicate.ts'
import { orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { TagPeople } from '../profile/TagPeople.tsx'
import type { Tagging } from '../profile/TagPeople.tsx'
import { useWords } from '../profile/words.ts'
import css from './insight.module.css'
import type { Instants } from './range.ts'

export interface Asked {
  step: number
  who: 'dropped' | 'reached'
}

interface FunnelPeopleProps {
  asked: Asked | undefined
  question: Instants & { steps: Happening[]; windowSeconds: number; filter?: Predicate }
  onClose: () => void
}

const LIMIT = 1_000
const SHOWN = 200

/** The people behind one figure of a funnel, and what can be done with them. */
export function FunnelPeople({ asked, question, onClose }: FunnelPeopleProps) {
  const { t } = useTranslation(['insight', 'kit'])
  const words = useWords()
  const notAllowed = useNotAllowed('profile:write')
  const notSegments = useNotAllowed('audience:write')
  const navigate = useNavigate()
  const [tagging, setTagging] = useState<Tagging>()
  const [turned, setTurned] = useState<{ of: Asked; who: Asked['who'] }>()
  const step = asked?.step ?? 1
  const isLast = step >= question.steps.length
  const who = isLast
    ? 'reached'
    : turned && turned.of === asked
      ? turned.who
      : (asked?.who ?? 'dropped')
  const { data, error, refetch } = useQuery({
    ...orpc.insight.funnelPeople.queryOptions({ input: { ...question, step, who, limit: LIMIT } }),
    enabled: asked !== undefined,
  })
  const event = words.event(question.steps[step - 1]?.event ?? '')
  const people = data?.personIds ?? []
  return (
    <Drawer
      open={asked !== undefined}
      onClose={onClose}
      size={480}
      title={
        who === 'dropped'
          ? t('insight:funnel.whoDropped', { n: step, event })
          : t('insight:funnel.whoReached', { n: step, event })
      }
    >
      <div className={css.column}>
        <div className={css.row}>
          {asked && !isLast && (
            <Segmented<Asked['who']>
              size="small"
              value={who}
              options={[
                { value: 'dropped', label: t('insight:funnel.dropTab') },
                { value: 'reached', label: t('insight:funnel.reachTab') },
              ]}
              onChange={(next) => setTurned({ of: asked, who: next })}
            />
          )}
          <ActionButton
            size="small"
            type="primary"
            disabledReason={
              notAllowed ?? (people.length > 0 ? undefined : t('insight:funnel.noPeople'))
            }
            onClick={() => setTagging({ kind: 'add', people })}
          >
            {t('insight:funnel.tagAll')}
          </ActionButton>
          <ActionButton
            size="small"
            disabledReason={notSegments}
            onClick={() => void navigate({ to: paths.newSegment() })}
          >
            {t('insight:funnel.saveSegment')}
          </ActionButton>
        </div>
        <p className={css.hint}>{t('insight:funnel.tagHint')}</p>
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton active />}
        {data && people.length === 0 && <p>{t('insight:funnel.noPeople')}</p>}
        <ul className={css.people}>
          {people.slice(0, SHOWN).map((personId) => (
            <li key={personId}>
              <Link to={paths.person(personId)}>#{personId}</Link>
            </li>
          ))}
        </ul>
        {data && (!data.complete || people.length > SHOWN) && (
          <p className={css.hint}>
            {t('insight:funnel.incomplete', { count: Math.min(people.length, SHOWN) })}
          </p>
        )}
      </div>
      <TagPeople tagging={tagging} onClose={() => setTagging(undefined)} />
    </Drawer>
  )
}
