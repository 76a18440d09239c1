import { addMs, HOUR_MS, MINUTE_MS } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { adapters } from '../carriers/adapters.ts'
import type { Sent } from '../carriers/adapter.ts'
import type { Carrier } from '../model/carrier.ts'
import { takeUnknown } from '../store/letters.ts'
import type { LetterRow } from '../store/letters.ts'
import { settle } from './settle.ts'

const BATCH_LETTERS = 200
const ASK_AGAIN_MS = 5 * MINUTE_MS
/** That there is no such message may only mean “not yet”: before this it is not believed. */
const BELIEVE_ABSENCE_MS = 10 * MINUTE_MS
/** A provider that has not told by then never will. The letter is not sent again (law 6). */
const GIVE_UP_MS = 24 * HOUR_MS

/** Asks providers what became of letters whose sending was cut off; never sends. */
export async function resolveUnknown(rt: Runtime): Promise<number> {
  const now = rt.clock.now()
  const letters = await takeUnknown(rt.database.db, now, addMs(now, ASK_AGAIN_MS), BATCH_LETTERS)
  for (const [workspaceId, group] of Map.groupBy(letters, (letter) => letter.workspace_id)) {
    const ctx = rt.ctx(workspaceId)
    for (const [carrier, ofCarrier] of Map.groupBy(group, (letter) => letter.carrier)) {
      const answers = await answersOf(ctx, carrier, ofCarrier)
      await settle(
        ctx,
        answers.filter(({ sending }) => sending.kind !== 'unknown'),
      )
    }
  }
  return letters.length
}

async function answersOf(
  ctx: Ctx,
  carrier: Carrier | null,
  letters: readonly LetterRow[],
): Promise<Sent[]> {
  // A welcome's code is long dead, and WeCom tells of no welcome afterwards.
  const ask = carrier && carrier !== 'wecom_welcome' ? adapters[carrier].ask : undefined
  const answers = ask ? await ask(ctx, letters) : []
  const told = new Map(answers.map((answer) => [answer.letterId, answer]))
  return letters.map((letter) => {
    const answer = told.get(letter.letter_id)
    const since = ctx.now.getTime() - (letter.claimed_at ?? letter.updated_at).getTime()
    const tooSoon = answer?.sending.kind === 'put_back' && since < BELIEVE_ABSENCE_MS
    if (answer && answer.sending.kind !== 'unknown' && !tooSoon) return answer
    const hopeless = ask === undefined || since > GIVE_UP_MS
    return {
      letterId: letter.letter_id,
      sending: hopeless ? { kind: 'failed', reason: 'outcome_unknown' } : { kind: 'unknown' },
    }
  })
}
