/** What went wrong, as the console speaks of it. Made from RFC 9457 problem+json, or from silence. */
export interface Problem {
  /** Stable word: `invalid_input`, `no_such_person`, or one of ours: `network`, `timeout`, `unexpected`. */
  code: string
  /** HTTP status; 0 when nothing was answered. */
  status: number
  /** What happened, in the caller's language; empty when the server did not say. */
  title: string
  /** What it means and what to do next. */
  detail: string
  errors: FieldError[]
  /** How long to wait before trying again, when the server said so. */
  retryAfterSeconds?: number
}

export interface FieldError {
  /** Path in the request body: `email`, `steps.0.event`. */
  field: string
  reason: string
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const fieldError = (value: unknown): FieldError[] =>
  isRecord(value) && typeof value.field === 'string'
    ? [{ field: value.field, reason: text(value.reason) }]
    : []

function secondsOf(retryAfter: unknown): number | undefined {
  const seconds = Number(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter)
  return retryAfter !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}

/** Reads a body as problem+json. Anything else still becomes a problem, of code `unexpected`. */
export function decodeProblem(body: unknown, status: number, retryAfter?: unknown): Problem {
  const fields = isRecord(body) ? body : {}
  const retryAfterSeconds = secondsOf(retryAfter)
  return {
    code: text(fields.code) || (status >= 500 ? 'server' : 'unexpected'),
    status,
    title: text(fields.title),
    detail: text(fields.detail),
    errors: Array.isArray(fields.errors) ? fields.errors.flatMap(fieldError) : [],
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  }
}
