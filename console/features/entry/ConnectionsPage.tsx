import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CONNECTION_KINDS } from '#modules/entry/model/connection.ts'
import type { ConnectionKind } from '#modules/entry/model/connection.ts'
import { api, orpc } from '../../api/client.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { labelOf } from './connection-label.ts'
import { ConnectionDrawer } from './ConnectionDrawer.tsx'
import type { ConnectionRow } from './types.ts'

/** The platforms this workspace speaks through. Secrets are kept sealed and never shown again. */
export function ConnectionsPage() {
  const { t } = useTranslation('entry')
  const connections = useQuery(orpc.entry.listConnections.queryOptions({ input: {} }))
  const [edited, setEdited] = useState<ConnectionKind>()
  return (
    <Page title={t('connection.title')} description={t('connection.description')}>
      <Loaded query={connections}>
        {({ items }) => (
          <>
            {CONNECTION_KINDS.map((kind) => (
              <One
                key={kind}
                kind={kind}
                connection={items.find((one) => one.kind === kind)}
                onEdit={() => setEdited(kind)}
              />
            ))}
            <ConnectionDrawer
              key={edited}
              kind={edited}
              connection={items.find((one) => one.kind === edited)}
              onClose={() => setEdited(undefined)}
            />
          </>
        )}
      </Loaded>
    </Page>
  )
}

interface OneProps {
  kind: ConnectionKind
  connection: ConnectionRow | undefined
  onEdit: () => void
}

function One({ kind, connection, onEdit }: OneProps) {
  const { t } = useTranslation('entry')
  const format = useFormat()
  const notAllowed = useNotAllowed('entry:write')
  const testing = useAct((id: string) => api.entry.testConnection({ id }), { refreshes: ['entry'] })
  return (
    <Panel
      title={t(`connection.kind.${kind}`)}
      extra={
        <>
          <State connection={connection} />
          {connection && (
            <ActionButton
              size="small"
              disabledReason={notAllowed}
              loading={testing.isPending}
              onClick={() => testing.mutate(connection.id)}
            >
              {t('connection.test')}
            </ActionButton>
          )}
          <ActionButton
            size="small"
            type={connection ? 'default' : 'primary'}
            disabledReason={notAllowed}
            onClick={onEdit}
          >
            {connection ? t('connection.change') : t('connection.connect')}
          </ActionButton>
        </>
      }
    >
      {!connection && <p>{t(`connection.about.${kind}`)}</p>}
      {connection && (
        <Facts
          items={[
            { label: t('connection.name'), value: connection.name },
            ...Object.entries(connection.settings).map(([key, value]) => ({
              label: labelOf(key, t),
              value: <code>{String(value)}</code>,
            })),
            ...connection.secretsKept.map((key) => ({
              label: labelOf(key, t),
              value: t('connection.kept'),
            })),
            ...(connection.callbackUrl
              ? [{ label: t('connection.callback'), value: <code>{connection.callbackUrl}</code> }]
              : []),
            ...(connection.testedAt
              ? [
                  {
                    label: t('connection.tested', { ago: format.ago(connection.testedAt) }),
                    value: connection.testOk
                      ? t('connection.state.ok')
                      : (connection.testSays ?? ''),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Panel>
  )
}

function State({ connection }: { connection: ConnectionRow | undefined }) {
  const { t } = useTranslation('entry')
  if (!connection) return <StatusDot tone="calm">{t('connection.state.none')}</StatusDot>
  if (connection.testOk === null)
    return <StatusDot tone="warn">{t('connection.state.untested')}</StatusDot>
  return connection.testOk ? (
    <StatusDot tone="good">{t('connection.state.ok')}</StatusDot>
  ) : (
    <StatusDot tone="bad">{t('connection.state.failed')}</StatusDot>
  )
}
