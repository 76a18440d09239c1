import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Avatar, Skeleton, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/may.ts'
import { paths } from '../../paths.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Metric, Metrics } from '../../ui/Metric.tsx'
import { Page } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { IdentityPanel } from '../identity/IdentityPanel.tsx'
import { Consent } from './Consent.tsx'
import { Journeys } from './Journeys.tsx'
import { Messages } from './Messages.tsx'
import { Orders } from './Orders.tsx'
import { Attributes, Interests, PersonSegments, PersonTags, Transitions } from './Portrait.tsx'
import type { Person } from './Portrait.tsx'
import css from './profile.module.css'
import { StageDot } from './StageDot.tsx'
import { Timeline } from './Timeline.tsx'
import { useWords } from './words.ts'

/** One person: who she is, what she did, why we think that it is she. */
export function PersonPage() {
  const { t } = useTranslation('profile')
  const { id = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(
    orpc.profile.person.queryOptions({ input: { personId: id } }),
  )
  if (data) return <Whole person={data} />
  return (
    <Page
      title={t('person.fallback', { id })}
      back={<Link to={paths.people()}>{`← ${t('person.back')}`}</Link>}
    >
      {error ? (
        <ErrorNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton active avatar />
      )}
    </Page>
  )
}

function Whole({ person }: { person: Person }) {
  const { t } = useTranslation('profile')
  const format = useFormat()
  const words = useWords()
  const may = useMay()
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const { personId, name } = person
  const reach = person.reachable.filter(
    (carrier) => !person.optedOut.includes(carrier) && !person.optedOut.includes('all'),
  )
  const tabs = [
    {
      key: 'timeline',
      label: t('person.tabs.timeline'),
      children: <Timeline personId={personId} />,
    },
    ...(may('identity:read')
      ? [
          {
            key: 'identity',
            label: t('person.tabs.identity'),
            children: <IdentityPanel personId={personId} />,
          },
        ]
      : []),
    { key: 'orders', label: t('person.tabs.orders'), children: <Orders personId={personId} /> },
    ...(may('deliver:read')
      ? [
          {
            key: 'messages',
            label: t('person.tabs.messages'),
            children: <Messages personId={personId} />,
          },
        ]
      : []),
    ...(may('journey:read')
      ? [
          {
            key: 'journeys',
            label: t('person.tabs.journeys'),
            children: <Journeys personId={personId} />,
          },
        ]
      : []),
  ]
  const tab = tabs.find(({ key }) => key === search.tab)?.key ?? 'timeline'
  return (
    <Page
      title={name ?? t('person.fallback', { id: personId })}
      badge={<StageDot stage={person.stage} />}
      back={<Link to={paths.people()}>{`← ${t('person.back')}`}</Link>}
      description={
        <span className={css.headFacts}>
          <Avatar size={28} {...(person.avatar !== null && { src: person.avatar })}>
            {(name ?? '?').slice(0, 1)}
          </Avatar>
          <span>#{personId}</span>
          <span>{words.channel(person.source)}</span>
          <span>{t('person.since', { at: format.time(person.createdAt, 'day') })}</span>
          <span>{t('person.lastSeen', { ago: format.ago(person.lastSeenAt) })}</span>
        </span>
      }
    >
      <Metrics>
        <Metric
          label={t('person.tier')}
          definition={t('lifecycle.description')}
          value={null}
          instead={words.tier(person.tier)}
        />
        <Metric
          label={t('person.orders')}
          definition={t('person.ordersDefinition')}
          value={person.orders}
        />
        <Metric
          label={t('person.paid')}
          definition={t('person.paidDefinition')}
          value={person.paidFen}
          unit="money"
        />
        <Metric
          label={t('person.lastOrder')}
          definition={t('person.lastOrderDefinition')}
          value={null}
          {...(person.lastOrderAt && { instead: format.ago(person.lastOrderAt) })}
        />
        <Metric
          label={t('person.reach')}
          definition={t('person.reachDefinition')}
          value={reach.length}
          {...(reach.length > 0 && {
            instead: <span style={{ fontSize: 15 }}>{reach.map(words.channel).join(' · ')}</span>,
          })}
        />
      </Metrics>
      <div className={css.columns}>
        <div className={css.main}>
          <Tabs
            activeKey={tab}
            items={tabs}
            onChange={(key) =>
              void navigate({ to: '.', search: () => ({ tab: key }), replace: true })
            }
          />
        </div>
        <aside className={css.side}>
          <PersonTags person={person} />
          <PersonSegments personId={personId} />
          <Interests person={person} />
          <Consent personId={personId} reachable={person.reachable} optedOut={person.optedOut} />
          <Transitions person={person} />
          <Attributes person={person} />
        </aside>
      </div>
    </Page>
  )
}
