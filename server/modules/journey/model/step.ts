import type { LetterCarrier, LetterKind } from '#modules/deliver/model/carrier.ts'

/** What a node does to the world. Carried out together with the move, under the run's own key. */
export type Effect =
  | { kind: 'send'; contentId: string; carriers: readonly LetterCarrier[]; letterKind: LetterKind }
  | { kind: 'grant_coupon'; couponId: string }
  | { kind: 'tag'; act: 'add' | 'remove'; tag: string }

export type Step<Exit extends string> =
  /** leave by this exit; `at` when that was earlier than now (a deadline that passed) */
  | { kind: 'go'; exit: Exit; at: Date | undefined }
  /** stay until the instant, or until something listened for is heard */
  | { kind: 'wait'; until: Date }
  /** the configuration asks something first; the answer comes back as `holds` */
  | { kind: 'ask' }
  /** do this, then leave by the exit that its outcome names */
  | { kind: 'act'; effect: Effect; exits: { done: Exit; refused: Exit } }
  | { kind: 'end'; outcome: 'finished' }

export const go = <const Exit extends string>(exit: Exit, at?: Date): Step<Exit> => ({
  kind: 'go',
  exit,
  at,
})
export const wait = (until: Date): Step<never> => ({ kind: 'wait', until })
export const ask: Step<never> = { kind: 'ask' }
export const act = <const Exit extends string>(
  effect: Effect,
  exits: { done: Exit; refused: Exit },
): Step<Exit> => ({ kind: 'act', effect, exits })
export const end: Step<never> = { kind: 'end', outcome: 'finished' }
