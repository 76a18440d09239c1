import { useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../api/problem-of.ts'
import { paths } from '../paths.ts'
import { CodeSnippet } from '../ui/CodeSnippet.tsx'
import { describeProblem } from '../ui/describe-problem.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import css from './CrashPage.module.css'

/** A chunk that the server no longer has: the console was updated under an open tab. */
const isOldBuild = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|importing a module script|preload css/i.test(error.message)

/** Stands in for a page whose data or drawing failed. The shell around it goes on working. */
export function CrashPage({ error }: { error: unknown }) {
  const { t } = useTranslation(['shell', 'kit'])
  const router = useRouter()
  const problem = problemOf(error)
  const isRefusal = problem.code !== 'unexpected'
  const described = describeProblem(problem, (key) => t(key, { ns: 'kit' }))
  const words = isOldBuild(error)
    ? { title: t('stale.title'), detail: t('stale.text') }
    : isRefusal
      ? described
      : { title: t('crash.title'), detail: `${t('crash.text')}${t('crash.next')}` }
  const retry = () => (isRefusal ? void router.invalidate() : window.location.reload())
  return (
    <div className={css.crash} role="alert">
      <EmptyState
        title={words.title}
        text={words.detail}
        action={
          <>
            <Button type="primary" onClick={retry}>
              {isRefusal ? t('kit:retry') : t('crash.reload')}
            </Button>
            <Button onClick={() => void router.navigate({ to: paths.home() })}>
              {t('crash.home')}
            </Button>
          </>
        }
      />
      {!isRefusal && !isOldBuild(error) && (
        <CodeSnippet label={t('crash.details')} code={String(error)} />
      )}
    </div>
  )
}
