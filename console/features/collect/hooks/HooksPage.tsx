import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../api/client.ts'
import { Sparkline } from '../../../chart/Sparkline.tsx'
import { paths } from '../../../paths.ts'
import { StaticTable } from '../../../table/StaticTable.tsx'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { NOTHING } from '../../../ui/format.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useNotAllowed } from '../../../ui/use-not-allowed.ts'
import { CreateHook } from './CreateHook.tsx'
import type { HookRow } from './hook.ts'
import { HookState } from './HookState.tsx'

const EVERY_MS = 10_000

/** By which other systems (shops, ERPs, CRMs) tell of what happened. */
export function HooksPage() {
  const { t } = useTranslation('webhook')
  const refused = useNotAllowed('collect:write')
  const [isMaking, setMaking] = useState(false)
  const hooks = useQuery({
    ...orpc.collect.hooks.queryOptions({ input: {} }),
    refetchInterval: EVERY_MS,
  })
  const create = (
    <ActionButton type="primary" disabledReason={refused} onClick={() => setMaking(true)}>
      {t('create')}
    </ActionButton>
  )
  return (
    <Page title={t('title')} description={t('description')} actions={create}>
      <Loaded query={hooks}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('emptyTitle')}
              text={t('emptyText')}
              steps={[t('step1'), t('step2'), t('step3')]}
              action={create}
            />
          ) : (
            <Panel isFlush>
              <HookTable rows={items} />
            </Panel>
          )
        }
      </Loaded>
      {isMaking && <CreateHook onClose={() => setMaking(false)} />}
    </Page>
  )
}

function HookTable({ rows }: { rows: readonly HookRow[] }) {
  const { t } = useTranslation('webhook')
  const format = useFormat()
  const sources = useQuery({
    ...orpc.collect.sources.queryOptions({ input: {} }),
    refetchInterval: EVERY_MS,
  })
  const flows = new Map((sources.data?.items ?? []).map((source) => [source.name, source]))
  return (
    <StaticTable<HookRow>
      aria-label={t('title')}
      rowKey="id"
      dataSource={[...rows]}
      scroll={{ x: 860 }}
      columns={[
        {
          title: t('name'),
          dataIndex: 'name',
          render: (name: string, { id }) => <Link to={paths.hook(id)}>{name}</Link>,
        },
        { title: t('state'), key: 'state', render: (_, row) => <HookState hook={row} /> },
        {
          title: t('scheme'),
          key: 'scheme',
          render: (_, { scheme }) => t(`schemes.${scheme.kind}`),
        },
        {
          title: t('cases'),
          key: 'cases',
          align: 'end',
          render: (_, { mapping }) => format.number(mapping.cases.length),
        },
        {
          title: t('lastEvent'),
          key: 'last',
          render: (_, { name }) => {
            const at = flows.get(name)?.lastEventAt
            return at ? format.ago(at) : NOTHING
          },
        },
        {
          title: t('course'),
          key: 'course',
          render: (_, { name }) => {
            const source = flows.get(name)
            return source && source.events > 0 ? (
              <Sparkline values={source.perHour} label={t('course')} />
            ) : (
              NOTHING
            )
          },
        },
        {
          title: t('changed'),
          key: 'changed',
          render: (_, { changedAt, changedBy }) => `${format.time(changedAt)} · ${changedBy}`,
        },
      ]}
    />
  )
}
