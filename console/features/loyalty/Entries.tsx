import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, orpc } from '../../api/client.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PersonLink } from '../../ui/PersonLink.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Reason } from './Reason.tsx'
import type { Entry } from './types.ts'

const SPEC = {}

/** The double entries of a batch, and whether the sums agree. */
export function Entries({ couponId }: { couponId: string }) {
  const { t } = useTranslation('loyalty')
  const control = useTableState(SPEC)
  const first = useQuery(
    orpc.loyalty.couponLedger.queryOptions({ input: { id: couponId, limit: 1 } }),
  )
  const list = useList({
    key: [['loyalty'], 'ledger', couponId],
    load: (cursor, signal) => api.loyalty.couponLedger({ id: couponId, cursor }, { signal }),
  })
  return (
    <>
      {first.data && (
        <Alert
          type={first.data.reconciles ? 'success' : 'error'}
          showIcon
          title={first.data.reconciles ? t('ledger.agrees') : t('ledger.differs')}
          style={{ marginBottom: 16 }}
        />
      )}
      <DataTable
        id="coupon-ledger"
        label={t('ledger.title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('ledger.emptyTitle')} text={t('ledger.emptyText')} />}
      />
    </>
  )
}

const ACCOUNTS = ['issued', 'stock', 'held', 'redeemed', 'expired', 'revoked'] as const

function useColumns(): Column<Entry>[] {
  const { t } = useTranslation('loyalty')
  const format = useFormat()
  const account = (name: string) => {
    const known = ACCOUNTS.find((one) => one === name)
    return known ? t(`balance.${known}`) : name
  }
  const side = (name: string, personId: string | null) => (
    <>
      {account(name)}
      {personId && (
        <>
          {' · '}
          <PersonLink id={personId} />
        </>
      )}
    </>
  )
  return [
    {
      key: 'id',
      title: t('ledger.id'),
      width: 90,
      isMain: true,
      render: ({ id }) => <code>{id}</code>,
      text: ({ id }) => id,
    },
    {
      key: 'from',
      title: t('ledger.from'),
      width: 180,
      render: ({ from, fromPersonId }) => side(from, fromPersonId),
      text: ({ from, fromPersonId }) => `${from} ${fromPersonId ?? ''}`,
    },
    {
      key: 'to',
      title: t('ledger.to'),
      width: 180,
      render: ({ to, toPersonId }) => side(to, toPersonId),
      text: ({ to, toPersonId }) => `${to} ${toPersonId ?? ''}`,
    },
    {
      key: 'quantity',
      title: t('ledger.quantity'),
      width: 90,
      isNumber: true,
      render: ({ quantity }) => format.number(quantity),
      text: ({ quantity }) => String(quantity),
    },
    {
      key: 'reason',
      title: t('grant.reason'),
      width: 240,
      render: ({ reason }) => <Reason reason={reason} />,
      text: ({ reason }) => reason,
    },
    {
      key: 'at',
      title: t('ledger.at'),
      width: 170,
      render: ({ at }) => format.time(at, 'second'),
      text: ({ at }) => at,
    },
  ]
}
