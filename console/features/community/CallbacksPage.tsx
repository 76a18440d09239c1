import { Link } from '@tanstack/react-router'
import { RedoOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { CALLBACK_STATES, WORKED_KINDS } from '#modules/community/model/callback.ts'
import type { CallbackState } from '#modules/community/model/callback.ts'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/StatusDot.tsx'
import { useAct } from '../../ui/use-act.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import type { Callback } from './types.ts'

const SPEC = { filters: ['state', 'kind', 'platform'] }
const PLATFORMS = ['wecom', 'official_account'] as const
const KINDS = [
  'contact_added',
  'contact_edited',
  'contact_removed',
  'followed',
  'unfollowed',
  'scanned',
  'menu_tapped',
  'wrote',
  'group_changed',
] as const

const TONE: Readonly<Record<CallbackState, Tone>> = {
  waiting: 'busy',
  done: 'good',
  failed: 'bad',
  ignored: 'calm',
}

/** What the platforms told, and what became of it. Stored first; replaying does nothing twice. */
export function CallbacksPage() {
  const { t } = useTranslation('community')
  const control = useTableState(SPEC)
  const { filters } = control.state
  const input = {
    state: CALLBACK_STATES.find((state) => state === filters.state?.[0]),
    kind: filters.kind?.[0],
    platform: PLATFORMS.find((platform) => platform === filters.platform?.[0]),
  }
  const list = useList({
    key: [['community'], 'callbacks', input],
    load: (cursor, signal) => api.community.listCallbacks({ ...input, cursor }, { signal }),
  })
  return (
    <Page title={t('callbacks.title')} description={t('callbacks.description')}>
      <DataTable
        id="callbacks"
        label={t('callbacks.title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ callbackId }) => callbackId}
        filters={[
          {
            name: 'state',
            label: t('callbacks.state'),
            options: CALLBACK_STATES.map((state) => ({
              value: state,
              label: t(`callbacks.states.${state}`),
            })),
          },
          {
            name: 'kind',
            label: t('callbacks.kind'),
            options: KINDS.map((kind) => ({ value: kind, label: t(`callbacks.kinds.${kind}`) })),
          },
          {
            name: 'platform',
            label: t('callbacks.platform'),
            options: PLATFORMS.map((one) => ({
              value: one,
              label: t(`callbacks.platforms.${one}`),
            })),
          },
        ]}
        empty={
          <EmptyState
            title={t('callbacks.emptyTitle')}
            text={t('callbacks.emptyText')}
            steps={[t('callbacks.step1'), t('callbacks.step2'), t('callbacks.step3')]}
            action={<Link to={paths.connections()}>{t('staff.connect')}</Link>}
          />
        }
      />
    </Page>
  )
}

function useColumns(): Column<Callback>[] {
  const { t } = useTranslation('community')
  const format = useFormat()
  const kindOf = (kind: string) => {
    const known = KINDS.find((one) => one === kind)
    return known ? t(`callbacks.kinds.${known}`) : kind
  }
  return [
    {
      key: 'kind',
      title: t('callbacks.kind'),
      width: 140,
      isMain: true,
      render: ({ kind }) => kindOf(kind),
      text: ({ kind }) => kind,
    },
    {
      key: 'state',
      title: t('callbacks.state'),
      width: 110,
      render: ({ state }) => (
        <StatusDot tone={TONE[state]}>{t(`callbacks.states.${state}`)}</StatusDot>
      ),
      text: ({ state }) => state,
    },
    {
      key: 'platform',
      title: t('callbacks.platform'),
      width: 110,
      render: ({ platform }) => t(`callbacks.platforms.${platform}`),
      text: ({ platform }) => platform,
    },
    {
      key: 'staff',
      title: t('callbacks.staff'),
      width: 130,
      render: ({ staffUserid }) => staffUserid ?? NOTHING,
      text: ({ staffUserid }) => staffUserid ?? '',
    },
    {
      key: 'error',
      title: t('callbacks.error'),
      width: 240,
      render: ({ error, attempts }) =>
        error ? `${error} (${t('callbacks.attempts', { count: attempts })})` : NOTHING,
      text: ({ error }) => error ?? '',
    },
    {
      key: 'receivedAt',
      title: t('callbacks.receivedAt'),
      width: 170,
      render: ({ receivedAt }) => format.time(receivedAt, 'second'),
      text: ({ receivedAt }) => receivedAt,
    },
    {
      key: 'settledAt',
      title: t('callbacks.settledAt'),
      width: 170,
      render: ({ settledAt }) => (settledAt ? format.time(settledAt, 'second') : NOTHING),
      text: ({ settledAt }) => settledAt ?? '',
    },
    {
      key: 'act',
      title: t('callbacks.act'),
      width: 100,
      render: (callback) => <Replay callback={callback} />,
    },
  ]
}

function Replay({ callback }: { callback: Callback }) {
  const { t } = useTranslation('community')
  const notAllowed = useNotAllowed('community:write')
  const replaying = useAct(
    () => api.community.replayCallback({ callbackId: callback.callbackId }),
    { refreshes: ['community'], done: t('callbacks.replayed') },
  )
  if (!WORKED_KINDS.has(callback.kind) || notAllowed !== undefined) return null
  return (
    <Button
      size="small"
      type="text"
      icon={<RedoOutlined />}
      loading={replaying.isPending}
      onClick={() => replaying.mutate(undefined)}
    >
      {t('callbacks.replay')}
    </Button>
  )
}
