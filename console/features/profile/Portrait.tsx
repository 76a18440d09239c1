import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { api } from '../../api/client.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/may.ts'
import { paths } from '../../paths.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Why } from '../../ui/Why.tsx'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { WhyInSegment } from '../audience/WhyInSegment.tsx'
import css from './profile.module.css'
import { TagPeople } from './TagPeople.tsx'
import type { Tagging } from './TagPeople.tsx'
import { useWords } from './words.ts'

export type Person = Awaited<ReturnType<typeof api.profile.person>>

/** Her tags; each answers why. */
export function PersonTags({ person }: { person: Person }) {
  const { t } = useTranslation('profile')
  const format = useFormat()
  const notAllowed = useNotAllowed('profile:write')
  const [asked, setAsked] = useState<Person['tagsWhy'][number]>()
  const [tagging, setTagging] = useState<Tagging>()
  return (
    <Panel
      title={t('person.tags')}
      extra={
        <ActionButton
          size="small"
          type="text"
          disabledReason={notAllowed}
          onClick={() => setTagging({ kind: 'add', people: [person.personId] })}
        >
          {t('person.addTag')}
        </ActionButton>
      }
    >
      {person.tagsWhy.length === 0 && <p className={css.muted}>{t('person.tagsEmpty')}</p>}
      <div className={css.tags}>
        {person.tagsWhy.map((one) => (
          <Tag key={one.tag} style={{ cursor: 'help' }}>
            <button
              type="button"
              style={{ all: 'unset', cursor: 'help' }}
              title={t('person.why')}
              onClick={() => setAsked(one)}
            >
              {one.tag}
            </button>
          </Tag>
        ))}
      </div>
      <Why
        isOpen={asked !== undefined}
        onClose={() => setAsked(undefined)}
        question={t('person.tagWhy', { tag: asked?.tag ?? '' })}
        answer={asked && t('person.tagWhyAnswer', { by: asked.by, at: format.time(asked.since) })}
        steps={
          asked && [
            {
              key: asked.tag,
              says: asked.reason || t('person.tagReasonNone'),
              at: asked.since,
              weight: 'for',
            },
          ]
        }
      />
      <TagPeople tagging={tagging} onClose={() => setTagging(undefined)} />
    </Panel>
  )
}

/** Segments she is in now; each answers why. */
export function PersonSegments({ personId }: { personId: string }) {
  const { t } = useTranslation('profile')
  const format = useFormat()
  const may = useMay()('audience:read')
  const [asked, setAsked] = useState<{ segmentId: string; name: string }>()
  const { data } = useQuery({
    ...orpc.audience.segmentsOfPerson.queryOptions({ input: { personId } }),
    enabled: may,
  })
  if (!may) return null
  return (
    <Panel title={t('person.segments')}>
      {data?.items.length === 0 && <p className={css.muted}>{t('person.segmentsEmpty')}</p>}
      <ul className={css.lines}>
        {data?.items.map(({ segmentId, name, since }) => (
          <li key={segmentId}>
            <div className={css.between}>
              <Link to={paths.segment(segmentId)}>{name}</Link>
              <Button size="small" type="link" onClick={() => setAsked({ segmentId, name })}>
                {t('person.why')}
              </Button>
            </div>
            <div className={css.meta}>{t('person.segmentIn', { at: format.time(since) })}</div>
          </li>
        ))}
      </ul>
      {data && data.passages.length > 0 && (
        <details>
          <summary className={css.muted}>{t('person.passages')}</summary>
          <ul className={css.lines}>
            {data.passages.map(({ segmentId, name, at, entered }) => (
              <li key={`${segmentId}${at}${String(entered)}`} className={css.between}>
                <span>
                  {entered ? t('person.entered') : t('person.left')} · {name}
                </span>
                <span className={css.meta}>{format.time(at)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <WhyInSegment
        asked={asked && { segmentId: asked.segmentId, segmentName: asked.name, personId }}
        onClose={() => setAsked(undefined)}
      />
    </Panel>
  )
}

export function Interests({ person }: { person: Person }) {
  const { t } = useTranslation('profile')
  const format = useFormat()
  const most = Math.max(...person.interests.map(({ score }) => score), 1)
  return (
    <Panel title={t('person.interests')}>
      {person.interests.length === 0 && <p className={css.muted}>{t('person.interestsEmpty')}</p>}
      <div className={css.bars} title={t('person.interestsDefinition')}>
        {person.interests.map(({ tag, score }) => [
          <span key={`${tag}-name`}>{tag}</span>,
          <i key={`${tag}-bar`} style={{ width: `${(score / most) * 100}%` }} />,
          <span key={`${tag}-score`} className={css.muted}>
            {format.number(score)}
          </span>,
        ])}
      </div>
    </Panel>
  )
}

export function Transitions({ person }: { person: Person }) {
  const { t } = useTranslation('profile')
  const format = useFormat()
  const words = useWords()
  const nameOf = (kind: 'stage' | 'tier', value: string | null) =>
    kind === 'stage' ? words.stage(value ?? '') : words.tier(value)
  return (
    <Panel title={t('person.transitions')}>
      {person.transitions.length === 0 && (
        <p className={css.muted}>{t('person.transitionsEmpty')}</p>
      )}
      <ul className={css.lines}>
        {person.transitions.map(({ kind, at, from, to, why }) => (
          <li key={`${kind}${at}${to ?? ''}`}>
            {from === null
              ? t('person.became', { kind: t(`people.${kind}`), to: nameOf(kind, to) })
              : t('person.becameFrom', {
                  kind: t(`people.${kind}`),
                  from: nameOf(kind, from),
                  to: nameOf(kind, to),
                })}
            <div className={css.meta}>
              {format.time(at)} · {t('person.because', { why: words.reason(why) })}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

export function Attributes({ person }: { person: Person }) {
  const { t } = useTranslation('profile')
  const entries = Object.entries(person.attributes)
  return (
    <Panel title={t('person.attributes')}>
      {entries.length === 0 && <p className={css.muted}>{t('person.attributesEmpty')}</p>}
      <dl className={css.facts}>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {person.hidden.includes(name) ? (
                <span className={css.muted}>{t('person.hidden')}</span>
              ) : (
                String(value ?? '—')
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
