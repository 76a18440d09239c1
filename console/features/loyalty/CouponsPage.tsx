import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KINDS, STATUSES } from '#modules/loyalty/model/coupon.ts'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { useBegin } from '../../table/use-begin.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { CouponStatus } from './CouponStatus.tsx'
import { NewCoupon } from './NewCoupon.tsx'
import type { Coupon } from './types.ts'
import { useValue } from './use-value.ts'

const SPEC = { filters: ['status', 'kind'] }

export function CouponsPage() {
  const { t } = useTranslation('loyalty')
  const control = useTableState(SPEC)
  const [isOpen, setOpen] = useState(false)
  const notAllowed = useNotAllowed('loyalty:write')
  useBegin(() => setOpen(true), notAllowed)
  const { q, filters } = control.state
  const input = {
    q: q || undefined,
    status: STATUSES.find((status) => status === filters.status?.[0]),
    kind: KINDS.find((kind) => kind === filters.kind?.[0]),
  }
  const list = useList({
    key: [['loyalty'], 'coupons', input],
    load: (cursor, signal) => api.loyalty.listCoupons({ ...input, cursor }, { signal }),
  })
  const create = (
    <ActionButton
      type="primary"
      icon={<PlusOutlined />}
      disabledReason={notAllowed}
      onClick={() => setOpen(true)}
    >
      {t('list.create')}
    </ActionButton>
  )
  return (
    <Page title={t('list.title')} description={t('list.description')} actions={create}>
      <DataTable
        id="coupons"
        label={t('list.title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ id }) => id}
        rowTo={({ id }) => paths.coupon(id)}
        search={t('list.search')}
        filters={[
          {
            name: 'status',
            label: t('list.status'),
            options: STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) })),
          },
          {
            name: 'kind',
            label: t('list.kind'),
            options: KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
          },
        ]}
        empty={
          <EmptyState
            title={t('list.emptyTitle')}
            text={t('list.emptyText')}
            steps={[t('list.step1'), t('list.step2'), t('list.step3')]}
            action={create}
          />
        }
      />
      <NewCoupon isOpen={isOpen} onClose={() => setOpen(false)} />
    </Page>
  )
}

function useColumns(): Column<Coupon>[] {
  const { t } = useTranslation('loyalty')
  const format = useFormat()
  const value = useValue()
  const balance = (key: keyof Coupon['balances']): Column<Coupon> => ({
    key,
    title: t(`balance.${key}`),
    width: 100,
    isNumber: true,
    render: ({ balances }) => format.number(balances[key]),
    text: ({ balances }) => String(balances[key]),
  })
  return [
    {
      key: 'name',
      title: t('form.name'),
      width: 230,
      isMain: true,
      render: ({ id, name }) => <Link to={paths.coupon(id)}>{name}</Link>,
      text: ({ name }) => name,
    },
    {
      key: 'status',
      title: t('list.status'),
      width: 100,
      render: ({ status }) => <CouponStatus status={status} />,
      text: ({ status }) => status,
    },
    {
      key: 'value',
      title: t('list.value'),
      width: 210,
      render: value,
      text: value,
    },
    {
      key: 'kind',
      title: t('list.kind'),
      width: 110,
      render: ({ kind }) => t(`kind.${kind}`),
      text: ({ kind }) => kind,
    },
    balance('issued'),
    balance('stock'),
    balance('held'),
    balance('redeemed'),
    {
      key: 'createdAt',
      title: t('list.created'),
      width: 150,
      render: ({ createdAt }) => format.time(createdAt),
      text: ({ createdAt }) => createdAt,
    },
  ]
}
