import { App } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../api/problem-of.ts'
import { describeProblem } from './describe-problem.ts'

/** Shows any thrown thing: what happened, and the next step. An expired session shows itself. */
export function useShowError(): (error: unknown) => void {
  const { notification } = App.useApp()
  const { t } = useTranslation('kit')
  return useCallback(
    (error: unknown) => {
      const problem = problemOf(error)
      if (problem.status === 401) return
      const { title, detail } = describeProblem(problem, t)
      notification.error({ key: problem.code, title, description: detail, duration: 8 })
    },
    [notification, t],
  )
}
