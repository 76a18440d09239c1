/** The one place that speaks to Siyu: its public HTTP API, nothing else. */
export interface SiyuAccess {
  url: string
  writeKey: string
  apiKey: string
}

export class SiyuRefused extends Error {
  override name = 'SiyuRefused'
  readonly status: number
  readonly body: unknown

  constructor(place: string, status: number, body: unknown) {
    super(`${place} answered ${status}: ${JSON.stringify(body)?.slice(0, 500)}`)
    this.status = status
    this.body = body
  }
}

const TRIES = 8
const WAIT_MS = 250

/** A JSON question with the API key. Throws `SiyuRefused` for 4xx; 429, 503 and a server that is away are tried again. */
export async function siyuApi(
  access: SiyuAccess,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await patiently(`${access.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${access.apiKey}`,
      'content-type': 'application/json',
      'accept-language': 'zh-CN',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return jsonOf(path, answer)
}

export async function jsonOf(place: string, answer: Response): Promise<unknown> {
  const text = await answer.text()
  const body: unknown = text === '' ? undefined : parsed(text)
  if (!answer.ok) throw new SiyuRefused(place, answer.status, body)
  return body
}

/** Waits out restarts and full queues: what is asked twice is safe to ask twice (ids are ours). */
export async function patiently(url: string, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch(url, init)
      if ((answer.status !== 429 && answer.status !== 503) || attempt >= TRIES) return answer
      await answer.arrayBuffer()
    } catch (error) {
      if (attempt >= TRIES) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS * attempt))
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Swallowed because a page of HTML is an answer too, and the status says what it means.
    return text
  }
}
