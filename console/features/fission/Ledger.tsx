import { Link } from '@tanstack/react-router'
import { Segmented } from 'antd'
import type { TableColumnType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { paths } from '../../paths.ts'
import { StaticTable } from '../../table/StaticTable.tsx'
import { NOTHING } from '../../ui/format.ts'
import { PersonLink } from '../../ui/PersonLink.tsx'
import { StatusDot } from '../../ui/StatusDot.tsx'
import css from './fission.module.css'
import { useOutcome, useWhy } from './use-outcome.ts'
import type { Reward, Tree } from './types.ts'

const TONE = {
  accepted: 'busy',
  rewarded: 'good',
  revoked: 'bad',
  refused: 'calm',
  expired: 'calm',
} as const

const FILTERS = ['all', 'rewarded', 'revoked', 'accepted'] as const

/** Who got what for whom; what was taken back is struck through, never deleted. */
export function Ledger({ tree }: { tree: Tree }) {
  const { t } = useTranslation('fission')
  const outcome = useOutcome()
  const whyOf = useWhy()
  const [shown, setShown] = useState<(typeof FILTERS)[number]>('all')
  const names = new Map(tree.nodes.map(({ personId, name }) => [personId, name]))
  const rows = tree.rewards.filter(({ state }) => shown === 'all' || state === shown)
  const columns: TableColumnType<Reward>[] = [
    {
      key: 'inviter',
      title: t('ledger.inviter'),
      width: 130,
      render: (_, { inviterPersonId }) => (
        <PersonLink id={inviterPersonId} name={names.get(inviterPersonId)} />
      ),
    },
    {
      key: 'invitee',
      title: t('ledger.invitee'),
      width: 130,
      render: (_, { inviteePersonId }) => (
        <PersonLink id={inviteePersonId} name={names.get(inviteePersonId)} />
      ),
    },
    {
      key: 'state',
      title: t('ledger.state'),
      width: 110,
      render: (_, { state }) => <StatusDot tone={TONE[state]}>{t(`state.${state}`)}</StatusDot>,
    },
    {
      key: 'order',
      title: t('ledger.order'),
      width: 150,
      render: (_, { orderId }) =>
        orderId ? <Link to={paths.order(orderId)}>{orderId}</Link> : NOTHING,
    },
    {
      key: 'prizes',
      title: t('ledger.prizes'),
      width: 260,
      render: (_, row) => (
        <span className={row.state === 'revoked' ? css.struck : undefined}>
          {row.inviterOutcome || row.inviteeOutcome
            ? t('ledger.both', {
                inviter: outcome(row.inviterOutcome),
                invitee: outcome(row.inviteeOutcome),
              })
            : NOTHING}
        </span>
      ),
    },
    { key: 'why', title: t('ledger.why'), width: 240, render: (_, { why }) => whyOf(why) },
  ]
  return (
    <>
      <div className={css.ledgerHead}>
        <Segmented
          size="small"
          value={shown}
          options={FILTERS.map((one) => ({
            value: one,
            label: one === 'all' ? t('ledger.all') : t(`state.${one}`),
          }))}
          onChange={setShown}
        />
      </div>
      <StaticTable<Reward>
        rowKey="acceptanceId"
        columns={columns}
        dataSource={rows}
        scroll={{ x: 1_020 }}
        locale={{ emptyText: t('ledger.none') }}
      />
    </>
  )
}
