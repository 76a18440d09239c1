import { decide } from './budget.ts'
import type { Decision, Request, Use } from './budget.ts'
import type { LetterCarrier } from './carrier.ts'
import type { Policy } from './policy.ts'
import type { Reason } from './reason.ts'

/** One way to the person, as far as her side of it is known. */
export interface Way extends Omit<Request, 'carrier' | 'kind' | 'expiresAt'> {
  carrier: LetterCarrier
}

export type Choice =
  | { kind: 'go'; carrier: LetterCarrier; at: Date; held: boolean }
  | { kind: 'withhold'; reason: Reason; capId?: string }

/**
 * The first carrier in the caller's order that reaches her and may be used. A carrier that could send
 * now goes before one that would have to wait only by that order: the operator's order is her word.
 */
export function choose(
  policy: Policy,
  history: readonly Use[],
  ways: readonly Way[],
  letter: Pick<Request, 'kind' | 'expiresAt'>,
  now: Date,
): Choice {
  let first: Extract<Decision, { kind: 'withhold' }> | undefined
  for (const way of ways) {
    const decision = decide(policy, history, { ...way, ...letter }, now)
    if (decision.kind === 'send_now')
      return { kind: 'go', carrier: way.carrier, at: now, held: false }
    if (decision.kind === 'hold_until')
      return { kind: 'go', carrier: way.carrier, at: decision.at, held: true }
    first ??= decision
  }
  return first ?? { kind: 'withhold', reason: 'unreachable' }
}
