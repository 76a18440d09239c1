import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { CARRIERS, CARRIER_SAYS } from '#modules/deliver/model/carrier.ts'
import { LETTER_SAYS, LETTER_STATES } from '#modules/deliver/model/letter.ts'
import { ReasonCode, REASONS } from '#modules/deliver/model/reason.ts'
import { api } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { searchWord } from '../../table/search-word.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { PersonLink } from '../../ui/PersonLink.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useCapName } from './BudgetReport.tsx'
import { LetterStateDot } from './LetterStateDot.tsx'
import { BroadcastTitle, ContentTitle, JourneyTitle } from './Title.tsx'
import type { Letter } from './types.ts'

const SPEC = { filters: ['state', 'reason', 'carrier'] }

/** From links of other pages: one journey's letters, one person's. They show as tags that can be taken off. */
const LOOSE = ['journeyId', 'nodeId', 'campaignId', 'personId'] as const

export function LettersPage() {
  const { t } = useTranslation('deliver')
  const say = useSays()
  const navigate = useNavigate()
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const control = useTableState(SPEC)
  const { filters } = control.state
  const loose = Object.fromEntries(
    LOOSE.flatMap((name) => {
      const word = searchWord(search[name])
      return word === undefined ? [] : [[name, word]]
    }),
  )
  const input = {
    state: LETTER_STATES.find((state) => state === filters.state?.[0]),
    reason: ReasonCode.options.find((reason) => reason === filters.reason?.[0]),
    carrier: CARRIERS.find((carrier) => carrier === filters.carrier?.[0]),
    ...loose,
  }
  const list = useList({
    key: [['deliver'], 'letters', input],
    load: (cursor, signal) => api.deliver.listLetters({ ...input, cursor }, { signal }),
  })
  const drop = (name: string) =>
    void navigate({
      to: '.',
      search: (now: Record<string, unknown>) => ({ ...now, [name]: undefined }),
    })
  return (
    <Page title={t('letters.title')} description={t('letters.description')}>
      <DataTable
        id="letters"
        label={t('letters.title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ letterId }) => letterId}
        filters={[
          {
            name: 'state',
            label: t('letters.state'),
            options: LETTER_STATES.map((state) => ({
              value: state,
              label: say(LETTER_SAYS[state]),
            })),
          },
          {
            name: 'reason',
            label: t('letters.reason'),
            options: ReasonCode.options.map((reason) => ({
              value: reason,
              label: say(REASONS[reason]),
            })),
          },
          {
            name: 'carrier',
            label: t('letters.carrier'),
            options: CARRIERS.map((carrier) => ({
              value: carrier,
              label: say(CARRIER_SAYS[carrier]),
            })),
          },
        ]}
        extra={Object.keys(loose).map((name) => (
          <Tag key={name} closable onClose={() => drop(name)}>
            {t(`letters.only.${LOOSE.find((one) => one === name) ?? 'personId'}`)}
          </Tag>
        ))}
        empty={
          <EmptyState
            title={t('letters.emptyTitle')}
            text={t('letters.emptyText')}
            steps={[t('letters.step1'), t('letters.step2'), t('letters.step3')]}
            action={<Link to={paths.broadcasts()}>{t('broadcast.title')}</Link>}
          />
        }
      />
    </Page>
  )
}

function useColumns(): Column<Letter>[] {
  const { t } = useTranslation('deliver')
  const say = useSays()
  const format = useFormat()
  const capName = useCapName()
  return [
    {
      key: 'person',
      title: t('letters.person'),
      width: 130,
      isMain: true,
      render: ({ personId }) => <PersonLink id={personId} />,
      text: ({ personId }) => personId ?? '',
    },
    {
      key: 'content',
      title: t('letters.content'),
      width: 220,
      render: ({ contentId }) => <ContentTitle id={contentId} />,
      text: ({ contentId }) => contentId ?? '',
    },
    {
      key: 'state',
      title: t('letters.state'),
      width: 190,
      render: ({ state }) => <LetterStateDot state={state} />,
      text: ({ says }) => say(says),
    },
    {
      key: 'reason',
      title: t('letters.reason'),
      width: 250,
      render: ({ reasonSays, capId }) =>
        reasonSays ? `${say(reasonSays)}${capId ? ` · ${capName(capId)}` : ''}` : NOTHING,
      text: ({ reasonSays }) => say(reasonSays),
    },
    {
      key: 'carrier',
      title: t('letters.carrier'),
      width: 150,
      render: ({ carrier }) => (carrier ? say(CARRIER_SAYS[carrier]) : NOTHING),
      text: ({ carrier }) => carrier ?? '',
    },
    {
      key: 'origin',
      title: t('letters.origin'),
      width: 210,
      render: ({ origin }) => {
        if (origin.journeyId) return <JourneyTitle id={origin.journeyId} />
        return origin.campaignId ? <BroadcastTitle id={origin.campaignId} /> : t('letters.noOrigin')
      },
      text: ({ origin }) => origin.journeyId ?? origin.campaignId ?? '',
    },
    {
      key: 'kind',
      title: t('letters.kind'),
      width: 90,
      isExtra: true,
      render: ({ kind }) => t(`kind.${kind}`),
      text: ({ kind }) => kind,
    },
    {
      key: 'requestedAt',
      title: t('letters.requestedAt'),
      width: 150,
      render: ({ requestedAt }) => format.time(requestedAt),
      text: ({ requestedAt }) => requestedAt,
    },
    {
      key: 'sentAt',
      title: t('letters.sentAt'),
      width: 150,
      render: ({ sentAt }) => (sentAt ? format.time(sentAt) : NOTHING),
      text: ({ sentAt }) => sentAt ?? '',
    },
  ]
}
