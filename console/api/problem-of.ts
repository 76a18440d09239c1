import { ORPCError } from '@orpc/client'
import { decodeProblem } from './problem.ts'
import type { Problem } from './problem.ts'

const silent = (code: string): Problem => ({ code, status: 0, title: '', detail: '', errors: [] })

/** The error that carries a problem through oRPC. */
export const problemError = (problem: Problem): ORPCError<string, Problem> =>
  new ORPCError(problem.code, {
    status: problem.status,
    message: problem.detail || problem.title || problem.code,
    data: problem,
  })

/** Any thrown thing as a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError) {
    const data: unknown = error.data
    return decodeProblem(
      { code: error.code, ...(typeof data === 'object' ? data : {}) },
      error.status,
      typeof data === 'object' && data !== null && 'retryAfterSeconds' in data
        ? data.retryAfterSeconds
        : undefined,
    )
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') return silent('timeout')
  // Browsers throw a TypeError when nothing came back at all.
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message))
    return silent('network')
  return silent('unexpected')
}
