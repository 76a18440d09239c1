import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Skeleton, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { Sparkline } from '../../chart/Sparkline.tsx'
import { paths } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { ConfirmDanger } from '../../ui/ConfirmDanger.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useShowError } from '../../ui/use-show-error.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './collect.module.css'
import { useWords } from '../profile/words.ts'
import { CreateKey } from './CreateKey.tsx'
import { snippets } from './snippets.ts'

type Key = Awaited<ReturnType<typeof api.collect.writeKeys>>['items'][number]
type Source = Awaited<ReturnType<typeof api.collect.sources>>['items'][number]

interface Row {
  name: string
  key: Key | undefined
  source: Source | undefined
}

/** Keys and the sources that carry their names, side by side; sources of our own have no key. */
function rowsOf(keys: readonly Key[], sources: readonly Source[]): Row[] {
  const keyless = sources.filter(({ name }) => keys.every((key) => key.name !== name))
  return [
    ...keys.map((key) => ({
      name: key.name,
      key,
      source: sources.find(({ name }) => name === key.name),
    })),
    ...keyless.map((source) => ({ name: source.name, key: undefined, source })),
  ]
}

const EVERY_MS = 5_000

export function SourcesPage() {
  const { t } = useTranslation(['collect', 'kit'])
  const [isMaking, setMaking] = useState(false)
  const keys = useQuery(orpc.collect.writeKeys.queryOptions({ input: {} }))
  const sources = useQuery({
    ...orpc.collect.sources.queryOptions({ input: {} }),
    refetchInterval: EVERY_MS,
  })
  const error = keys.error ?? sources.error
  const refused = useNotAllowed('collect:write')
  const create = (
    <ActionButton type="primary" disabledReason={refused} onClick={() => setMaking(true)}>
      {t('collect:sources.create')}
    </ActionButton>
  )
  const rows = keys.data && sources.data ? rowsOf(keys.data.items, sources.data.items) : undefined
  return (
    <Page
      title={t('collect:sources.title')}
      description={t('collect:sources.description')}
      actions={create}
    >
      {error && <ErrorNote error={error} />}
      {!rows && !error && <Skeleton active />}
      {rows?.length === 0 && (
        <EmptyState
          title={t('collect:sources.emptyTitle')}
          text={t('collect:sources.emptyText')}
          steps={[
            t('collect:sources.emptyStep1'),
            t('collect:sources.emptyStep2'),
            t('collect:sources.emptyStep3'),
          ]}
          action={create}
        />
      )}
      {rows && rows.length > 0 && <SourceTable rows={rows} refused={refused} />}
      <Panel title={t('collect:sources.howTo')}>
        <Snippets apiKey={t('collect:sources.placeholderKey')} />
      </Panel>
      <CreateKey isOpen={isMaking} onClose={() => setMaking(false)}>
        {(apiKey) => <Snippets apiKey={apiKey} />}
      </CreateKey>
    </Page>
  )
}

function Snippets({ apiKey }: { apiKey: string }) {
  const { t } = useTranslation('collect')
  return (
    <Tabs
      size="small"
      items={snippets(window.location.origin, apiKey).map(({ family, label, code }) => {
        const name = label ?? t(`sources.family.${family}`)
        return { key: name, label: name, children: <CodeSnippet label={name} code={code} /> }
      })}
    />
  )
}

function SourceTable({ rows, refused }: { rows: readonly Row[]; refused: string | undefined }) {
  const { t } = useTranslation('collect')
  const format = useFormat()
  const words = useWords()
  const showError = useShowError()
  const { message } = App.useApp()
  const [asked, setAsked] = useState<Key>()
  const revoke = useMutation({
    mutationFn: (id: string) => api.collect.revokeWriteKey({ id }),
    onError: showError,
    onSuccess: async () => {
      void message.success(t('sources.revokedDone'))
      await refresh('collect')
    },
  })
  return (
    <div className={`${css.frame} ${css.scroll}`}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('sources.source')}</th>
            <th scope="col">{t('sources.key')}</th>
            <th scope="col">{t('sources.state')}</th>
            <th scope="col">{t('sources.lastEvent')}</th>
            <th scope="col">{t('sources.events')}</th>
            <th scope="col">{t('sources.hours')}</th>
            <th scope="col">{t('sources.createdAt')}</th>
            <th scope="col">{''}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, key, source }) => (
            <tr key={key?.id ?? name} className={css.plain}>
              <td>
                <Link to={paths.live()} search={{ source: name }}>
                  {key ? name : words.source(name)}
                </Link>
              </td>
              <td>{key ? <code>{key.prefix}…</code> : '—'}</td>
              <td>
                {!key ? (
                  <StatusDot tone="calm">{t('sources.internal')}</StatusDot>
                ) : key.revokedAt ? (
                  <StatusDot tone="bad">{t('sources.revoked')}</StatusDot>
                ) : (
                  <StatusDot tone="good">{t('sources.active')}</StatusDot>
                )}
              </td>
              <td title={format.time(source?.lastEventAt, 'second')}>
                {source?.lastEventAt ? format.ago(source.lastEventAt) : t('sources.never')}
              </td>
              <td>{format.number(source?.events ?? 0)}</td>
              <td>
                {source && source.events > 0 && (
                  <Sparkline values={source.perHour} label={t('sources.hours')} unit="count" />
                )}
              </td>
              <td>{key ? format.time(key.createdAt) : '—'}</td>
              <td>
                {key && !key.revokedAt && (
                  <ActionButton
                    size="small"
                    type="text"
                    danger
                    disabledReason={refused}
                    onClick={() => setAsked(key)}
                  >
                    {t('sources.revoke')}
                  </ActionButton>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConfirmDanger
        isOpen={asked !== undefined}
        title={t('sources.revokeTitle', { name: asked?.name ?? '' })}
        consequences={[
          t('sources.revokeWill1'),
          t('sources.revokeWill2'),
          t('sources.revokeWill3'),
        ]}
        name={asked?.name ?? ''}
        verb={t('sources.revoke')}
        onConfirm={() => (asked ? revoke.mutateAsync(asked.id) : undefined)}
        onClose={() => setAsked(undefined)}
      />
    </div>
  )
}
