import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { useList } from '../../table/use-list.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './profile.module.css'

type Item = Awaited<ReturnType<typeof api.profile.timeline>>['items'][number]

/** Her paid orders, from the timeline; each leads to who has the credit. */
export function Orders({ personId }: { personId: string }) {
  const { t } = useTranslation('profile')
  const format = useFormat()
  const list = useList<Item>({
    key: [['profile'], 'orders', personId],
    load: (cursor, signal) =>
      api.profile.timeline(
        { personId, event: 'order_paid', ...(cursor && { cursor }) },
        { ...(signal && { signal }) },
      ),
  })
  return (
    <Panel title={t('person.tabs.orders')}>
      {list.isLoading && <Skeleton active />}
      {!list.isLoading && list.rows.length === 0 && (
        <p className={css.muted}>{t('person.ordersEmpty')}</p>
      )}
      <ul className={css.lines}>
        {list.rows.map(({ messageId, at, properties }) => {
          const { order_id: number } = properties
          const orderId =
            typeof number === 'string' || typeof number === 'number' ? String(number) : messageId
          return (
            <li key={messageId} className={css.between}>
              <span>
                {orderId}
                <span className={css.meta}> · {format.time(at)}</span>
              </span>
              <span className={css.row}>
                {format.money(Number(properties.pay_fen))}
                <Link to={paths.orderTrace(orderId)}>{t('person.orderWhy')}</Link>
              </span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
