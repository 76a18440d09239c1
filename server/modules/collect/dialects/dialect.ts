import type { RefusedEvent } from '#platform/event.ts'
import type { Arrival, Decoded } from '../model/decoded.ts'

/** A batch as the inbox keeps it: the events as they were sent, and what the request said beside. */
export interface Kept {
  readonly batch: readonly unknown[]
  readonly [beside: string]: unknown
}

/** A request as far as dialects care. */
export interface Asked {
  query(name: string): string | undefined
  header(name: string): string | undefined
  param(name: string): string | undefined
  /** all of the query, for dialects whose event is the query */
  queries(): Record<string, string>
  readonly method: string
}

/** A request that carries events; `value` is undefined where the body could not be read. */
export interface Sent extends Asked {
  readonly text: string
  readonly value: unknown
}

export type Wrapped =
  | { kind: 'batch'; text: string; value: Kept; history?: boolean }
  | { kind: 'too_many' }
  | { kind: 'bad'; field: string; reason: string }

/** What was kept of a request, told to its sender. */
export interface Told {
  accepted: number
  refused: readonly RefusedEvent[]
  position: string
  value: Kept
}

/** An answer; the body is JSON unless it has a type of its own. */
export interface Reply {
  body: unknown
  type?: string
  status?: number
  headers?: Readonly<Record<string, string>>
}

interface Place {
  methods: readonly ('GET' | 'POST')[]
  paths: readonly string[]
}

/** Takes events. */
export interface EventsEndpoint extends Place {
  kind: 'events'
  /** One address, several dialects: whoever recognises its own request takes it; absent = the rest. */
  speaks?(asked: Asked): boolean
  unwrap(sent: Sent): Wrapped
  /** the sender only wants to hear what is wrong with it: judged, and not kept */
  isDry?(asked: Asked): boolean
  /** absent: the collector's own answer, which satisfies every SDK that reads it */
  answer?(told: Told, sent: Sent): Reply
}

/** Answers what an SDK asks before it sends anything. */
export interface AnswerEndpoint extends Place {
  kind: 'answer'
  answer(asked: Asked, publicUrl: string): Reply
}

export type Endpoint = EventsEndpoint | AnswerEndpoint

/**
 * How one family of SDKs speaks. `parse` is pure: the same text and arrival give the same events, so
 * the inbox keeps what was sent and the worker derives it again.
 */
export interface Dialect {
  endpoints: readonly Endpoint[]
  parse(kept: Kept, arrival: Arrival, textBytes: number): Decoded
  /**
   * Its SDKs send a refused request again for ever: what cannot be read becomes a dead letter, what
   * comes with an unknown key is told so in an answer of 200.
   */
  poisonous?: boolean
}
