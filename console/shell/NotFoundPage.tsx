import { Link, useLocation } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/EmptyState.tsx'

export function NotFoundPage() {
  const { t } = useTranslation('shell')
  const { pathname } = useLocation()
  return (
    <div style={{ paddingTop: '8vh' }}>
      <EmptyState
        title={t('notFound.title')}
        text={t('notFound.text', { path: pathname })}
        action={
          <Link to={paths.home()}>
            <Button type="primary">{t('notFound.home')}</Button>
          </Link>
        }
      />
    </div>
  )
}
