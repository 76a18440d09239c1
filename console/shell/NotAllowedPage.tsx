import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Permission } from '#kernel/route.ts'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useNotAllowed } from '../ui/use-not-allowed.ts'

/** Stands in for a page that is not hers to read: says whose it is, and how it becomes hers. */
export function NotAllowedPage({ needs }: { needs: Permission }) {
  const { t } = useTranslation(['shell', 'kit'])
  const reason = useNotAllowed(needs)
  useEffect(() => {
    document.title = `${t('notAllowed.title')} · ${t('brand')}`
  }, [t])
  return (
    <div style={{ paddingTop: '8vh' }}>
      <EmptyState
        title={t('notAllowed.title')}
        heading={1}
        text={
          <>
            {reason}
            <br />
            {t('kit:error.forbiddenDetail')}
          </>
        }
        action={
          <Link to={paths.home()}>
            <Button type="primary">{t('notFound.home')}</Button>
          </Link>
        }
      />
    </div>
  )
}
