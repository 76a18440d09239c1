import { Refusal } from '#kernel/refusal.ts'
import type { RefusedEvent } from '#platform/event.ts'
import { groupCommit } from '#platform/group-commit.ts'
import { may } from '#platform/http/api.ts'
import type { Runtime } from '#platform/runtime.ts'
import { clipped } from '#kernel/depth.ts'
import type { Kept } from './dialects/dialect.ts'
import type { WireDialect } from './dialects/registry.ts'
import { MAX_EVENTS } from './dialects/wrap.ts'
import { besideOf } from './model/beside.ts'
import { decodeBody } from './model/decode.ts'
import type { Decoded } from './model/decoded.ts'
import { refusedByPlan } from './model/plan/refusal.ts'
import type { Plan } from './model/plan/plan.ts'
import { rememberDecoded } from './pipeline/just-decoded.ts'
import { createPlanMemory } from './service/plan-memory.ts'
import { acceptBatch, acceptBatches, countWaiting } from './store/inbox.ts'
import type { Accepting } from './store/inbox.ts'
import { pack } from './store/packed.ts'
import { findWriteKey } from './store/write-keys.ts'
import { MAX_BODY_BYTES } from './wire/body.ts'
import { hashOfKey } from './wire/write-key.ts'
import { refuse } from './wire/refusals.ts'

export interface Accepted {
  accepted: number
  refused: RefusedEvent[]
  position: string
}

interface Batch {
  dialect: WireDialect
  history: boolean
  text: string
  value: Kept
}

interface Sent extends Batch {
  key: string | undefined
  request: Request
}

/** Whose batch it is; `keyId` is undefined for an API key. */
interface Source {
  keyId: string | undefined
  name: string
  workspaceId: string
}

const KEYS_REMEMBERED = 10_000
const COUNT_EVERY = 64
/** While so many commits are under way, what comes waits and goes with the next one. */
const COMMITS_AT_ONCE = 2
const BATCHES_A_COMMIT = 64

/**
 * The collector of one process. It remembers keys only to spare a question: the statement that
 * keeps a batch looks at the key again, so a revoked key is refused at once everywhere.
 */
export function createCollector(rt: Runtime) {
  const keys = new Map<string, Source>()
  const keep = groupCommit(
    (group: readonly Accepting[]) => acceptBatches(rt.database.pool, group),
    { atOnce: COMMITS_AT_ONCE, most: BATCHES_A_COMMIT },
  )
  const planOf = createPlanMemory(rt)
  let untilCount = 0
  let full = false

  async function sourceOf(key: string): Promise<Source | undefined> {
    const hash = hashOfKey(key)
    const known = keys.get(hash.toString('base64'))
    if (known) return known
    const found = await findWriteKey(rt.database.db, hash)
    if (!found) return undefined
    if (keys.size >= KEYS_REMEMBERED) keys.clear()
    const { id: keyId, name, workspace_id: workspaceId } = found
    keys.set(hash.toString('base64'), { keyId, name, workspaceId })
    return { keyId, name, workspaceId }
  }

  /** Programs with an API key may send too. A signed-in browser may not: any page could make it. */
  async function callerOf(request: Request): Promise<Source | undefined> {
    const module = rt.modules.find(({ authenticate }) => authenticate)
    const who = await module?.authenticate?.(rt, request)
    if (who?.actor.kind !== 'key' || !who.workspaceId) return undefined
    if (!may(who.actor, 'collect:write')) return undefined
    return { keyId: undefined, name: who.actor.name, workspaceId: who.workspaceId }
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
    /** What would be refused and why; keeps nothing, so it asks for no key. */
    judge(dialect: WireDialect, text: string, value: Kept): Accepted {
      const arrival = { source: '', channel: '', history: false, position: '' }
      const receivedAt = rt.clock.now()
      const { refused } = decodeBody(dialect, value, text.length, { ...arrival, receivedAt })
      return { accepted: value.batch.length - refused.length, refused, position: '' }
    },
    /** Throws a `Refusal` for an unknown key or a full inbox; what it answers is durable. */
    async accept({ key, request, ...sent }: Sent): Promise<Accepted> {
      const source =
        (key && (await sourceOf(key))) || (await callerOf(request)) || refuse.unknown_write_key()
      return this.acceptFrom(source, sent)
    },
    /** The same where it is known already whose it is. */
    async acceptFrom(source: Source, { dialect, history, text, value }: Batch): Promise<Accepted> {
      await mustHaveRoom()
      const receivedAt = rt.clock.now()
      const arrival = { receivedAt, source: source.name, channel: '', history, position: '' }
      const decoded = decodeBody(dialect, value, text.length, arrival)
      const plan = await planOf(source.workspaceId)
      const withheld = plan.blocks ? withhold(plan, decoded) : []
      const refused = [...decoded.refused, ...withheld]
      const batch = {
        workspaceId: source.workspaceId,
        dialect,
        source: source.name,
        channel: '',
        history,
        receivedAt,
        events: value.batch.length - refused.length,
        body: pack(text),
        withheld: withheld.map(({ index }) => index),
      }
      const aside = refused.map((it) => ({
        ...it,
        raw: pack(JSON.stringify(clipped(value.batch[it.index])) ?? 'null'),
      }))
      const { keyId } = source
      const position =
        aside.length === 0
          ? await keep({ batch, keyId })
          : await acceptBatch(rt.database.db, keyId, batch, aside, besideOf(value))
      if (position === undefined) {
        keys.clear()
        return refuse.unknown_write_key()
      }
      rememberDecoded(rt, position, decoded, text.length)
      rt.metrics.eventsAccepted.inc(batch.events)
      rt.metrics.eventsRefused.inc(refused.length)
      rt.metrics.eventsAgainstPlan.inc(withheld.length)
      rt.poke('collect.pipeline')
      return { accepted: batch.events, refused, position }
    },
  }
}

/** Takes out what the plan refuses, and says why. */
function withhold(plan: Plan, { events }: Decoded): RefusedEvent[] {
  const withheld: RefusedEvent[] = []
  for (const [index, event] of events.entries()) {
    const why = event && refusedByPlan(plan, event)
    if (!why) continue
    withheld.push({ index, ...(event.messageId && { messageId: event.messageId }), ...why })
    events[index] = undefined
  }
  return withheld
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
