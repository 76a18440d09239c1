/** One line of the doctor's: what was looked at, how it is, and how to mend it. */
export interface Finding {
  level: 'ok' | 'warn' | 'bad'
  what: string
  says: string
  mend?: string
}

export const ok = (what: string, says: string): Finding => ({ level: 'ok', what, says })
export const warn = (what: string, says: string, mend: string): Finding => ({
  level: 'warn',
  what,
  says,
  mend,
})
export const bad = (what: string, says: string, mend: string): Finding => ({
  level: 'bad',
  what,
  says,
  mend,
})

/** The words of a fault, however deep: a refused connection says nothing but in its cause. */
export function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ')
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return `${error.message}: ${wordsOf(error.cause)}`
  return error.message || error.name
}
