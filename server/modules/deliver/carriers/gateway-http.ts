import { PlatformFault } from '#wechat/http.ts'

const TIMEOUT_MS = 10_000
const CARRIED_NOTHING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])

export interface Answer {
  status: number
  body: unknown
}

/**
 * One JSON question to a gateway that is not WeChat's. Throws `PlatformFault` when there was no answer;
 * a 5xx is an answer, after which nobody knows what happened.
 */
export async function gatewayHttp(
  method: 'GET' | 'POST',
  url: string,
  key: string,
  body?: object,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json() }
  } catch (error) {
    throw new PlatformFault('the gateway could not be reached', !carriedNothing(error), error)
  }
}

function carriedNothing(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && CARRIED_NOTHING.has(String(cause.code))
}
