import type { Answer, Host, Post, Storage } from '../core/host.ts'
import { MAX_MESSAGE_CHARS } from '../core/message.ts'
import type { Call, Properties } from '../core/message.ts'
import { settingsOf } from '../core/options.ts'
import { createSender } from '../core/sender.ts'
import { BATCH_SIZE, MAX_QUEUED } from './options.ts'
import type { NodeOptions } from './options.ts'
import { memoryOutbox } from './outbox.ts'

export type { NodeOptions }

/** Who it was: at least one of these. */
export interface Who {
  userId?: string | undefined
  anonymousId?: string | undefined
  /** Any identifier that Siyu knows: `{kind: 'phone', value: '…'}`, `{kind: 'openid', scope: appId, value: '…'}`. */
  identifiers?: readonly { kind: string; value: string; scope?: string }[] | undefined
}

export interface Told extends Who {
  /** When it happened; now unless said. */
  timestamp?: Date | undefined
  /** A repeat of it counts once. Made up unless said: give your own when you may tell twice. */
  messageId?: string | undefined
}

export interface Siyu {
  track(told: Told & { event: string; properties?: Properties }): void
  identify(told: Told & { traits?: Properties }): void
  page(told: Told & { name?: string; properties?: Properties }): void
  group(told: Told & { groupId: string; traits?: Properties }): void
  /** Who is `userId` was known as `previousId`. */
  alias(told: Told & { userId: string; previousId: string }): void
  /** Until all that was told is with Siyu; false when time ran out first. */
  flush(timeoutMs?: number): Promise<boolean>
  /** The same, at the end of a process: without it what was told in the last seconds may be lost. */
  close(timeoutMs?: number): Promise<boolean>
}

export const LIBRARY = { name: 'siyu-node', version: '1' }
const PATIENCE_MS = 30_000
const CLOSE_WITHIN_MS = 10_000

/** Never throws and never blocks: what cannot be sent is tried again, and told to `onError`. */
export function createSiyu(options: NodeOptions): Siyu {
  const settings = settingsOf({ batchSize: BATCH_SIZE, maxQueued: MAX_QUEUED, ...options })
  const outbox = memoryOutbox(settings.maxQueued)
  let heard: (() => void)[] = []
  const say = (what: string) => {
    options.onError?.(what)
    // oxlint-disable-next-line no-console -- a developer asked for it by `debug`
    if (settings.debug) console.warn(`[siyu] ${what}`)
  }
  const host: Host = {
    now: () => Date.now(),
    id: () => crypto.randomUUID().replaceAll('-', ''),
    storage: memory(),
    after(ms, run) {
      const timer = setTimeout(run, ms)
      // Sending keeps no process alive: `close` is for that.
      timer.unref()
      return () => clearTimeout(timer)
    },
    post: (request, answered) =>
      void post(request).then((answer) => {
        answered(answer)
        for (const hear of heard) hear()
      }),
    alone: (run) => run(() => {}),
    say,
  }
  const sender = createSender(host, outbox, settings)

  function record(type: Call, { timestamp, messageId, ...said }: Told & { event?: string }) {
    const lost = outbox.takeLost()
    const context = lost > 0 ? { library: LIBRARY, lost } : { library: LIBRARY }
    try {
      const text = JSON.stringify({
        ...{ type, messageId: messageId ?? host.id() },
        timestamp: (timestamp ?? new Date(host.now())).toISOString(),
        ...{ ...said, context },
      })
      if (text.length > MAX_MESSAGE_CHARS) return say(`too large: ${said.event ?? type}`)
      outbox.push(text)
    } catch (error) {
      // Swallowed because a shop must not break over what it tells: a circle cannot be written.
      return say(`no JSON: ${String(error)}`)
    }
    sender.wake(outbox.size() < settings.batchSize ? settings.flushAfterMs : 0)
  }

  function flush(timeoutMs = CLOSE_WITHIN_MS): Promise<boolean> {
    sender.wake(0)
    return new Promise((done) => {
      const end = () => {
        clearTimeout(patience)
        heard = heard.filter((other) => other !== look)
        done(outbox.size() === 0)
      }
      const look = () => {
        if (outbox.size() === 0) end()
      }
      const patience = setTimeout(end, timeoutMs)
      heard.push(look)
      look()
    })
  }
  const call = (type: Call) => (told: Told) => record(type, { ...told })
  return {
    track: call('track'),
    identify: call('identify'),
    page: call('page'),
    group: call('group'),
    alias: call('alias'),
    flush,
    close: flush,
  }
}

function memory(): Storage {
  const kept = new Map<string, string>()
  return {
    get: (key) => kept.get(key),
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
    keys: () => [...kept.keys()],
  }
}

async function post({ url, body }: Post): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const response = await fetch(url, { method: 'POST', body, signal })
    const retryAfter = response.headers.get('retry-after') ?? undefined
    return { status: response.status, retryAfter, text: await response.text() }
  } catch (error) {
    // Swallowed because it is the answer: nobody answered.
    return { status: 0, text: String(error) }
  }
}
