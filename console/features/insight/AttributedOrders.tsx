import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './insight.module.css'

export interface Credited {
  key: string
  name: string
  model: 'first' | 'last'
}

type Ask = Parameters<typeof orpc.insight.attributionOrders.queryOptions>[0]
type Question = Omit<Extract<NonNullable<Ask>['input'], object>, 'key' | 'model'>

interface AttributedOrdersProps {
  credited: Credited | undefined
  question: Question
  onClose: () => void
}

/** The orders behind one figure of the attribution. */
export function AttributedOrders({ credited, question, onClose }: AttributedOrdersProps) {
  const { t } = useTranslation('insight')
  const format = useFormat()
  const { key = '', model = 'first', name = '' } = credited ?? {}
  const { data, error, isPending, refetch } = useQuery({
    ...orpc.insight.attributionOrders.queryOptions({ input: { ...question, key, model } }),
    enabled: credited !== undefined,
  })
  return (
    <Drawer
      open={credited !== undefined}
      onClose={onClose}
      size={620}
      title={t('attribution.ordersOf', { name })}
      extra={t('attribution.ordersOfModel', {
        model: t(`attribution.${model}`),
        dimension: t(`attribution.dimensions.${question.dimension}`),
      })}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton active />}
      {data && (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('attribution.orderId')}</th>
                <th scope="col">{t('attribution.paidAt')}</th>
                <th scope="col">{t('attribution.net')}</th>
                <th scope="col">{t('attribution.person')}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((order) => (
                <tr key={order.orderId}>
                  <td>
                    <Link to={paths.orderTrace(order.orderId)}>{order.orderId}</Link>
                  </td>
                  <td>{format.time(order.paidAt)}</td>
                  <td>{format.money(order.netFen)}</td>
                  <td>
                    <Link to={paths.person(order.personId)}>{order.personId}</Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {!data.complete && (
            <p className={css.hint}>{t('funnel.incomplete', { count: data.items.length })}</p>
          )}
        </div>
      )}
    </Drawer>
  )
}
