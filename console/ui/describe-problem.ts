import type { kit } from '../i18n/zh-CN/kit.ts'
import type { Problem } from '../api/problem.ts'

type Words = (key: `error.${keyof typeof kit.error}`) => string

export interface Described {
  /** What happened. */
  title: string
  /** What it means, and the next step. */
  detail: string
}

/** A heading has no full stop. */
const plain = (title: string): string => title.replace(/[。.]$/u, '')

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
  if ((status === 400 || status === 422) && (errors.length > 0 || title === ''))
    return {
      title: plain(title) || t('error.invalid'),
      detail: fields || detail || t('error.unexpectedDetail'),
    }
  const own = ownWords(problem)
  const known = own === 'forbidden' || own === 'server' || title === ''
  return {
    title: plain(title) || t(`error.${own}`),
    // A refusal of the server's says what to do itself; ours would only guess.
    detail: detail || (known ? t(`error.${own}Detail`) : ''),
  }
}
