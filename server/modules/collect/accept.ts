import { Refusal } from '#kernel/refusal.ts'
import type { RefusedEvent } from '#platform/event.ts'
import type { Runtime } from '#platform/runtime.ts'
import { decodeSegment } from './model/segment.ts'
import { acceptBatch, countWaiting } from './store/inbox.ts'
import { pack } from './store/packed.ts'
import { findWriteKey } from './store/write-keys.ts'
import type { WriteKeyRow } from './store/write-keys.ts'
import { MAX_BODY_BYTES } from './wire/body.ts'
import { MAX_EVENTS } from './wire/calls.ts'
import { hashOfKey } from './wire/write-key.ts'
import { refuse } from './wire/refusals.ts'

export interface Accepted {
  accepted: number
  refused: RefusedEvent[]
  position: string
}

interface Sent {
  key: string | undefined
  history: boolean
  text: string
  value: { batch: unknown[] }
}

const KEYS_REMEMBERED = 10_000
const COUNT_EVERY = 64

/**
 * The collector of one process. It remembers keys only to spare a question: the statement that
 * keeps a batch looks at the key again, so a revoked key is refused at once everywhere.
 */
export function createCollector(rt: Runtime) {
  const keys = new Map<string, WriteKeyRow>()
  let untilCount = 0
  let full = false

  async function sourceOf(key: string): Promise<WriteKeyRow> {
    const hash = hashOfKey(key)
    const known = keys.get(hash.toString('base64'))
    if (known) return known
    const found = (await findWriteKey(rt.database.db, hash)) ?? refuse.unknown_write_key()
    if (keys.size >= KEYS_REMEMBERED) keys.clear()
    keys.set(hash.toString('base64'), found)
    return found
  }

  /** While full every batch looks again, so that room is found as soon as there is some. */
  async function mustHaveRoom(): Promise<void> {
    if (!full && untilCount-- > 0) return
    untilCount = COUNT_EVERY
    const max = rt.config.inboxMaxRows
    const waiting = await countWaiting(rt.database.db, max)
    rt.metrics.inboxPending.set(waiting)
    full = waiting >= max
    if (full) refuse.inbox_full()
  }

  return {
    /** Throws a `Refusal` for an unknown key or a full inbox; what it answers is durable. */
    async accept({ key, history, text, value }: Sent): Promise<Accepted> {
      const source = key ? await sourceOf(key) : refuse.unknown_write_key()
      await mustHaveRoom()
      const receivedAt = rt.clock.now()
      const arrival = { receivedAt, source: source.name, channel: '', history, position: '' }
      const { refused } = decodeSegment(value, arrival, text.length)
      const batch = {
        workspaceId: source.workspace_id,
        dialect: 'segment' as const,
        source: source.name,
        channel: '',
        history,
        receivedAt,
        events: value.batch.length - refused.length,
        body: pack(text),
      }
      const aside = refused.map((it) => ({
        ...it,
        raw: pack(JSON.stringify(value.batch[it.index]) ?? 'null'),
      }))
      const position = await acceptBatch(rt.database.db, source.id, batch, aside)
      if (position === undefined) {
        keys.clear()
        return refuse.unknown_write_key()
      }
      rt.metrics.eventsAccepted.inc(batch.events)
      rt.metrics.eventsRefused.inc(refused.length)
      rt.poke('collect.pipeline')
      return { accepted: batch.events, refused, position }
    },
  }
}

export type Collector = ReturnType<typeof createCollector>

export const tooLarge = (): never =>
  refuse.body_too_large({ maxMb: MAX_BODY_BYTES / 1_048_576, maxEvents: MAX_EVENTS })

/** The database is away or has no room; anything else is a fault of ours. */
export function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  const code = typeof error === 'object' && error && 'code' in error ? String(error.code) : ''
  if (!/^(08|53|57P|25006|ECONN|ETIMEDOUT|EPIPE|ENOTFOUND)/.test(code) && !isCut(error))
    return undefined
  try {
    return refuse.store_away()
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal
    throw refusal
  }
}

const isCut = (error: unknown): boolean =>
  error instanceof Error && /connection terminated|connection ended|timeout/i.test(error.message)
