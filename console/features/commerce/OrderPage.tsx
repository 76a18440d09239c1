import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { StaticTable } from '../../table/StaticTable.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { NOTHING } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PersonLink } from '../../ui/PersonLink.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { OrderState } from './OrderState.tsx'
import type { Order } from './types.ts'

export function OrderPage() {
  const { id = '' } = useParams({ strict: false })
  const order = useQuery(orpc.commerce.getOrder.queryOptions({ input: { orderId: id } }))
  return <Loaded query={order}>{(found) => <One order={found} />}</Loaded>
}

function One({ order }: { order: Order }) {
  const { t } = useTranslation('commerce')
  const format = useFormat()
  const time = (at: string | null) => (at ? format.time(at, 'second') : NOTHING)
  return (
    <Page
      title={order.orderId}
      back={<Link to={paths.orders()}>{t('orders.title')}</Link>}
      badge={<OrderState state={order.state} />}
      actions={<Link to={paths.orderTrace(order.orderId)}>{t('order.why')}</Link>}
    >
      {order.contradictions.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('order.contradictions', { count: order.contradictions.length })}
          description={order.contradictions
            .flatMap(({ difference }) => difference.map(({ field }) => field))
            .join(', ')}
        />
      )}
      <Panel title={t('order.about')}>
        <Facts
          items={[
            { label: t('orders.person'), value: <PersonLink id={order.personId} /> },
            {
              label: t('orders.nth'),
              value:
                order.orderNumberOfPerson === null
                  ? NOTHING
                  : t('orders.nthValue', { n: order.orderNumberOfPerson }),
            },
            { label: t('orders.pay'), value: <b>{format.money(order.payFen)}</b> },
            { label: t('orders.refunded'), value: format.money(order.refundedFen) },
            { label: t('order.submittedAt'), value: time(order.submittedAt) },
            { label: t('order.paidAt'), value: time(order.paidAt) },
            { label: t('order.cancelledAt'), value: time(order.cancelledAt) },
            { label: t('order.source'), value: order.source },
            { label: t('order.store'), value: order.storeId ?? NOTHING },
            { label: t('order.guide'), value: order.guideId ?? NOTHING },
            {
              label: t('order.coupons'),
              value: order.couponGrantIds.length === 0 ? NOTHING : order.couponGrantIds.length,
            },
            ...(order.history ? [{ label: t('order.history'), value: t('order.historyYes') }] : []),
          ]}
        />
      </Panel>
      <Panel title={t('order.lines')} isFlush>
        <StaticTable
          rowKey={({ productId }) => productId}
          scroll={{ x: 640 }}
          dataSource={order.products}
          columns={[
            {
              key: 'name',
              title: t('products.name'),
              render: (_, { name, productId }) => name ?? productId,
            },
            {
              key: 'category',
              title: t('products.category'),
              render: (_, { category }) => category ?? NOTHING,
            },
            {
              key: 'quantity',
              title: t('order.quantity'),
              align: 'end',
              render: (_, { quantity }) => format.number(quantity),
            },
            {
              key: 'price',
              title: t('products.price'),
              align: 'end',
              render: (_, { priceFen }) => format.money(priceFen),
            },
          ]}
        />
      </Panel>
      {order.refunds.length > 0 && (
        <Panel title={t('order.refunds')} isFlush>
          <StaticTable
            rowKey="refundId"
            scroll={{ x: 640 }}
            dataSource={order.refunds}
            columns={[
              { key: 'id', title: t('order.refundId'), dataIndex: 'refundId' },
              {
                key: 'fen',
                title: t('orders.refunded'),
                align: 'end',
                render: (_, { refundFen }) => format.money(refundFen),
              },
              {
                key: 'reason',
                title: t('order.reason'),
                render: (_, { reason }) => reason ?? NOTHING,
              },
              {
                key: 'at',
                title: t('order.refundedAt'),
                render: (_, { refundedAt }) => time(refundedAt),
              },
            ]}
          />
        </Panel>
      )}
    </Page>
  )
}
