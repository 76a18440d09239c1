import { Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'

export function PageSkeleton() {
  const { t } = useTranslation('kit')
  return (
    <div style={{ padding: '28px 28px 0' }} role="status" aria-label={t('loading')}>
      <Skeleton active title={{ width: 180 }} paragraph={{ rows: 6 }} />
    </div>
  )
}
