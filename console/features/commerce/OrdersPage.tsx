import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { STATES } from '#modules/commerce/model/lifecycle.ts'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../table/column.ts'
import { DataTable } from '../../table/DataTable.tsx'
import { searchWord } from '../../table/search-word.ts'
import { useList } from '../../table/use-list.ts'
import { useTableState } from '../../table/use-table-state.ts'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { PersonLink } from '../../ui/PersonLink.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { RangePicker } from '../insight/RangePicker.tsx'
import { useRange } from '../insight/use-range.ts'
import { TagPeople } from '../profile/TagPeople.tsx'
import type { Tagging } from '../profile/TagPeople.tsx'
import { OrderState } from './OrderState.tsx'
import type { OrderRow } from './types.ts'

const SPEC = { filters: ['state'], sort: '-time', viewed: ['days', 'from', 'to'] }
const IMPORT = 'npm run siyu -- import orders orders.csv --workspace …'

export function OrdersPage() {
  const { t } = useTranslation('commerce')
  const navigate = useNavigate()
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const control = useTableState(SPEC)
  const { choice, choose, instants } = useRange()
  const { q, filters, sort } = control.state
  const personId = searchWord(search.personId)
  const input = {
    q: q || undefined,
    state: STATES.find((state) => state === filters.state?.[0]),
    personId,
    from: instants.from,
    to: instants.to,
    sort: sort?.key === 'payFen' ? ('payFen' as const) : ('time' as const),
    order: sort?.isDescending === false ? ('asc' as const) : ('desc' as const),
  }
  const [tagging, setTagging] = useState<Tagging>()
  const notAllowed = useNotAllowed('profile:write')
  const list = useList({
    key: [['commerce'], 'orders', input],
    load: (cursor, signal) => api.commerce.listOrders({ ...input, cursor }, { signal }),
  })
  return (
    <Page
      title={t('orders.title')}
      description={t('orders.description')}
      actions={<RangePicker choice={choice} onChoose={choose} />}
    >
      <DataTable
        id="orders"
        label={t('orders.title')}
        columns={useColumns()}
        list={list}
        control={control}
        rowKey={({ orderId }) => orderId}
        rowTo={({ orderId }) => paths.order(orderId)}
        search={t('orders.search')}
        filters={[
          {
            name: 'state',
            label: t('orders.state'),
            options: STATES.map((state) => ({ value: state, label: t(`state.${state}`) })),
          },
        ]}
        bulk={[
          {
            key: 'tag',
            label: t('orders.tagBuyers'),
            refuses: (rows) =>
              notAllowed ?? (buyersOf(rows).length === 0 ? t('orders.noBuyers') : undefined),
            run: (rows) => setTagging({ kind: 'add', people: buyersOf(rows) }),
          },
        ]}
        extra={
          personId && (
            <Tag
              closable
              onClose={() =>
                void navigate({
                  to: '.',
                  search: (now: Record<string, unknown>) => ({ ...now, personId: undefined }),
                })
              }
            >
              {t('orders.onePerson', { id: personId })}
            </Tag>
          )
        }
        empty={
          <EmptyState
            title={t('orders.emptyTitle')}
            text={t('orders.emptyText')}
            steps={[t('orders.step1'), t('orders.step2'), t('orders.step3')]}
            action={<CodeSnippet code={IMPORT} label={t('orders.importLabel')} />}
          />
        }
      />
      <TagPeople tagging={tagging} onClose={() => setTagging(undefined)} />
    </Page>
  )
}

/** Everybody once, however much she bought; orders of nobody known are left out. */
const buyersOf = (rows: readonly OrderRow[]): string[] => [
  ...new Set(rows.flatMap(({ personId }) => (personId === null ? [] : [personId]))),
]

function useColumns(): Column<OrderRow>[] {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  return [
    {
      key: 'orderId',
      title: t('orders.id'),
      width: 160,
      isMain: true,
      render: ({ orderId }) => <Link to={paths.order(orderId)}>{orderId}</Link>,
      text: ({ orderId }) => orderId,
    },
    {
      key: 'state',
      title: t('orders.state'),
      width: 110,
      render: ({ state }) => <OrderState state={state} />,
      text: ({ state }) => state,
    },
    {
      key: 'person',
      title: t('orders.person'),
      width: 130,
      render: ({ personId }) => <PersonLink id={personId} />,
      text: ({ personId }) => personId ?? '',
    },
    {
      key: 'nth',
      title: t('orders.nth'),
      width: 90,
      isNumber: true,
      render: ({ orderNumberOfPerson }) =>
        orderNumberOfPerson === null
          ? NOTHING
          : t('orders.nthValue', { n: format.number(orderNumberOfPerson) }),
      text: ({ orderNumberOfPerson }) => String(orderNumberOfPerson ?? ''),
    },
    {
      key: 'products',
      title: t('orders.products'),
      width: 260,
      render: ({ products }) =>
        products
          .map(({ name, productId, quantity }) => `${name ?? productId} ×${quantity}`)
          .join('、'),
      text: ({ products }) => products.map(({ name, productId }) => name ?? productId).join(' '),
    },
    {
      key: 'payFen',
      title: t('orders.pay'),
      width: 120,
      isNumber: true,
      isSortable: true,
      render: ({ payFen }) => format.money(payFen),
      text: ({ payFen }) => String(payFen / 100),
    },
    {
      key: 'refunded',
      title: t('orders.refunded'),
      width: 110,
      isNumber: true,
      render: ({ refundedFen }) => (refundedFen > 0 ? format.money(refundedFen) : NOTHING),
      text: ({ refundedFen }) => String(refundedFen / 100),
    },
    {
      key: 'time',
      title: t('orders.time'),
      width: 150,
      isSortable: true,
      render: ({ paidAt, submittedAt }) => format.time(paidAt ?? submittedAt),
      text: ({ paidAt, submittedAt }) => paidAt ?? submittedAt ?? '',
    },
  ]
}
