import type { kit } from '../i18n/zh-CN/kit.ts'
import type { Problem } from '../api/problem.ts'

type Words = (key: `error.${keyof typeof kit.error}`) => string

export interface Described {
  /** What happened. */
  title: string
  /** What it means, and the next step. */
  detail: string
}

const ownWords = (problem: Problem) => {
  const { code, status } = problem
  if (code === 'network') return 'network'
  if (code === 'timeout') return 'timeout'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'notFound'
  if (status === 409 || status === 412) return 'conflict'
  if (status === 429) return 'tooMany'
  if (status >= 500) return 'server'
  return 'unexpected'
}

/** The server's own words come first; where it was silent, ours say what to do next. */
export function describeProblem(problem: Problem, t: Words): Described {
  const { title, detail, errors, status } = problem
  const fields = errors
    .map(({ field, reason }) => (field ? `${field}: ${reason}` : reason))
    .join('; ')
  if (status === 400 || status === 422)
    return {
      title: title || t('error.invalid'),
      detail: fields || detail || t('error.unexpectedDetail'),
    }
  const own = ownWords(problem)
  return {
    title: title || t(`error.${own}`),
    detail: detail || t(`error.${own}Detail`),
  }
}
