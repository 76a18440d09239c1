import type { Ctx } from '#platform/ctx.ts'
import type { Sending } from '../model/verdict.ts'
import type { LetterRow } from '../store/letters.ts'

/** A letter a sender has claimed, with the address it goes to. */
export interface Addressed {
  letter: LetterRow & { person_id: string; content_id: string }
  /** plain text: never logged, never stored */
  address: string
  addressBlind: string
  scope: string
}

export interface Sent {
  letterId: string
  sending: Sending
}

/** One carrier. `send` never throws for what the provider says; each letter gets its own outcome. */
export interface Adapter {
  send(ctx: Ctx, letters: readonly Addressed[]): Promise<Sent[]>
  /**
   * What became of letters nobody knows about? `unknown` again means that the provider does not tell
   * yet; a carrier without this cannot be asked, so its unknown letters fail after a while.
   */
  ask?: (ctx: Ctx, letters: readonly LetterRow[]) => Promise<Sent[]>
}
