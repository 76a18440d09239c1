import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { Plain } from '../plain.ts'
import type { Item, Target } from './shape.ts'

export interface Access {
  url: string
  key: string
}

const answered = z.object({
  accepted: z.int(),
  refused: z
    .array(z.object({ index: z.int(), field: z.string().default(''), reason: z.string() }))
    .default([]),
})
export type Answered = z.infer<typeof answered>

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
const MAX_TRIES = 60

/**
 * Sends a batch until it is acknowledged. A server that is away, full or restarting is waited for;
 * every item carries its own id, so a batch sent twice counts once. Throws `Plain` when the
 * server will not have it at all (a wrong key, a wrong address).
 */
export async function send(
  access: Access,
  target: Target,
  items: readonly Item[],
  onWait: (why: string) => void,
): Promise<Answered> {
  const body = JSON.stringify({ [target.list]: items.map((item) => item.body), ...target.more })
  for (let attempt = 1; ; attempt++) {
    const outcome = await once(`${access.url}${target.path}`, access.key, body)
    if (outcome.kind === 'answered') return outcome.answer
    if (outcome.kind === 'never' || attempt === MAX_TRIES) throw new Plain(outcome.says)
    onWait(outcome.says)
    await sleep(
      Math.max(outcome.afterMs, Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS)),
    )
  }
}

type Outcome =
  | { kind: 'answered'; answer: Answered }
  | { kind: 'later'; says: string; afterMs: number }
  | { kind: 'never'; says: string }

async function once(url: string, key: string, body: string): Promise<Outcome> {
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body,
    })
  } catch (error) {
    // Swallowed because a server that does not answer now may in a moment; the caller counts.
    const why = error instanceof Error && error.cause instanceof Error ? error.cause : error
    return { kind: 'later', says: `${url} does not answer (${String(why)})`, afterMs: 0 }
  }
  const text = await response.text()
  if (response.ok) {
    const read = answered.safeParse(JSON.parse(text))
    return read.success
      ? { kind: 'answered', answer: read.data }
      : { kind: 'never', says: `${url} answered something that is no answer of Siyu's.` }
  }
  const says = `${url} answered ${response.status}: ${titleOf(text)}`
  if (response.status !== 429 && response.status < 500) return { kind: 'never', says }
  const afterMs = Number(response.headers.get('retry-after') ?? 0) * 1_000
  return { kind: 'later', says, afterMs: Number.isFinite(afterMs) ? afterMs : 0 }
}

function titleOf(text: string): string {
  try {
    const problem = z
      .object({
        title: z.string(),
        errors: z.array(z.object({ field: z.string(), reason: z.string() })).optional(),
      })
      .parse(JSON.parse(text))
    const fields = (problem.errors ?? []).map((e) => `${e.field}: ${e.reason}`)
    return [problem.title, ...fields].join(' ')
  } catch {
    // Swallowed because what is no problem of ours is shown as it came.
    return text.slice(0, 200)
  }
}
