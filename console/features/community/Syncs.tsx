import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TaskProgress } from '../../ui/TaskProgress.tsx'
import type { TaskState } from '../../ui/TaskProgress.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import type { Sync } from './types.ts'

/** How far reading staff and customers from WeCom has come; it can be started and held. */
export function Syncs() {
  const { t } = useTranslation('community')
  const progress = useQuery({
    ...orpc.community.syncProgress.queryOptions({ input: {} }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((sync) => sync.state === 'running') ? 1_500 : 30_000,
  })
  return (
    <Panel title={t('sync.title')}>
      <Loaded query={progress}>
        {({ items }) => items.map((sync) => <One key={sync.kind} sync={sync} />)}
      </Loaded>
    </Panel>
  )
}

const stateOf = ({ state, finishedAt }: Sync): TaskState =>
  state === 'idle' ? (finishedAt ? 'done' : 'queued') : state

function One({ sync }: { sync: Sync }) {
  const { t } = useTranslation('community')
  const format = useFormat()
  const notAllowed = useNotAllowed('community:write')
  const { kind, state } = sync
  const starting = useAct(() => api.community.startSync({ kind }), { refreshes: ['community'] })
  const pausing = useAct(() => api.community.pauseSync({ kind }), { refreshes: ['community'] })
  const may = notAllowed === undefined
  return (
    <div style={{ marginBottom: 16 }}>
      <TaskProgress
        name={t(`sync.kind.${kind}`)}
        state={stateOf(sync)}
        done={kind === 'groups' ? sync.groupsRead : sync.staffDone}
        total={(kind === 'groups' ? sync.groupsListed : sync.staffTotal) || undefined}
        {...(may && {
          onPause: () => pausing.mutate(undefined),
          onResume: () => starting.mutate(undefined),
        })}
      />
      <p style={{ color: 'var(--muted)', fontSize: 12.5 }}>
        {kind === 'groups' &&
          t('sync.groups', {
            listed: format.number(sync.groupsRead),
            found: format.number(sync.found),
            lost: format.number(sync.lost),
          })}
        {kind === 'contacts' &&
          t('sync.contacts', {
            listed: format.number(sync.contactsListed),
            found: format.number(sync.found),
            lost: format.number(sync.lost),
          })}{' '}
        {sync.finishedAt && t('sync.finished', { time: format.time(sync.finishedAt) })}{' '}
        {sync.nextAt && t('sync.next', { time: format.time(sync.nextAt) })}
      </p>
      {sync.error && <Alert type="error" title={sync.error} />}
      {(state === 'idle' || state === 'failed') && (
        <ActionButton
          size="small"
          disabledReason={notAllowed}
          loading={starting.isPending}
          onClick={() => starting.mutate(undefined)}
        >
          {t('sync.start')}
        </ActionButton>
      )}
    </div>
  )
}
