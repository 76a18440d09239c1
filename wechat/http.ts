/** How the platforms are asked: one JSON question, one JSON answer. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** The network failed, or what came back was no answer. The caller's retry policy owns it. */
export class PlatformFault extends Error {
  override name = 'PlatformFault'
  /** True when the platform may have carried the request out: ask before repeating an effect. */
  readonly mayHaveHappened: boolean

  constructor(says: string, mayHaveHappened: boolean, cause?: unknown) {
    super(says, { cause })
    this.mayHaveHappened = mayHaveHappened
  }
}

export interface Question {
  method: 'GET' | 'POST'
  url: string
  body?: unknown
  timeoutMs: number
}

/** The answer's JSON. Integers beyond 2^53 arrive as strings. Throws `PlatformFault`. */
export async function ask(fetch: Fetch, question: Question): Promise<unknown> {
  const { method, url, body, timeoutMs } = question
  const place = new URL(url).pathname
  const { status, text } = await exchange(fetch, url, place, {
    method,
    signal: AbortSignal.timeout(timeoutMs),
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (status >= 500) throw new PlatformFault(`${place} answered ${status}`, true)
  try {
    return JSON.parse(text, keepLongIntegers) as unknown
  } catch (error) {
    throw new PlatformFault(
      `${place} answered ${status} with something that is no JSON`,
      true,
      error,
    )
  }
}

async function exchange(fetch: Fetch, url: string, place: string, init: RequestInit) {
  try {
    const response = await fetch(url, init)
    return { status: response.status, text: await response.text() }
  } catch (error) {
    throw new PlatformFault(`${place} could not be reached`, !neverConnected(error), error)
  }
}

/** A refused or unresolved connection carried nothing; anything later may have arrived. */
function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN'
}

function keepLongIntegers(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value)
    ? (context?.source ?? value)
    : value
}
