import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../api/problem-of.ts'
import { describeProblem } from './describe-problem.ts'

interface ErrorNoteProps {
  error: unknown
  /** What was being done; without it the problem's own title stands. */
  title?: string
  onRetry?: () => void
}

/** An error in its place on the page. */
export function ErrorNote({ error, title, onRetry }: ErrorNoteProps) {
  const { t } = useTranslation('kit')
  const described = describeProblem(problemOf(error), t)
  const detail = title ? `${described.title}. ${described.detail}` : described.detail
  return (
    <Alert
      type="error"
      showIcon
      title={title ?? described.title}
      description={detail}
      style={{ margin: 16 }}
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {t('retry')}
          </Button>
        )
      }
    />
  )
}
