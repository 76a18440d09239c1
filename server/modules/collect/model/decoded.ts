import type { CanonicalEvent, RefusedEvent } from '#platform/event.ts'

/** What the server knows of a batch besides its text. */
export interface Arrival {
  receivedAt: Date
  source: string
  /** '' = whatever the events themselves say */
  channel: string
  history: boolean
  /** inbox position; '' while it has none yet (the collector only wants to know what to refuse) */
  position: string
}

export interface Decoded {
  /** by index in what was sent; undefined where it was refused */
  events: (CanonicalEvent | undefined)[]
  refused: RefusedEvent[]
}
