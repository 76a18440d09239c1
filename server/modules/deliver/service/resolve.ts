import { addMs, HOUR_MS, MINUTE_MS } from '#kernel/time.ts'
import type { Runtime } from '#platform/runtime.ts'
import { adapters } from '../carriers/adapters.ts'
import type { Sent } from '../carriers/adapter.ts'
import type { Carrier } from '../model/carrier.ts'
import { askLater, takeUnknown } from '../store/letters.ts'
import type { LetterRow } from '../store/letters.ts'
import { settle } from './settle.ts'

const BATCH_LETTERS = 200
const ASK_AGAIN_MS = 5 * MINUTE_MS
/** A provider that has not told by then never will. The letter is not sent again (law 6). */
const GIVE_UP_MS = 24 * HOUR_MS

/** Asks providers what became of letters whose sending was cut off; never sends. */
export async function resolveUnknown(rt: Runtime): Promise<number> {
  const now = rt.clock.now()
  return rt.database.db.transaction().execute(async (trx) => {
    const letters = await takeUnknown(trx, now, BATCH_LETTERS)
    const byWorkspace = Map.groupBy(letters, ({ workspace_id: id }) => id)
    for (const [workspaceId, ofWorkspace] of byWorkspace) {
      const tx = rt.ctxIn(trx, workspaceId)
      const byCarrier = Map.groupBy(ofWorkspace, ({ carrier }) => carrier)
      for (const [carrier, group] of byCarrier) {
        const answers = await answersOf(tx, carrier, group)
        const known = answers.filter(({ sending }) => sending.kind !== 'unknown')
        await settle(tx, known)
        const told = new Set(known.map(({ letterId }) => letterId))
        const silent = group.filter(({ letter_id: id }) => !told.has(id))
        await askLater(
          tx,
          silent.map(({ letter_id: id }) => id),
          addMs(now, ASK_AGAIN_MS),
        )
      }
    }
    return letters.length
  })
}

async function answersOf(
  tx: ReturnType<Runtime['ctxIn']>,
  carrier: Carrier | null,
  letters: readonly LetterRow[],
): Promise<Sent[]> {
  // A welcome's code is long dead, and WeCom tells of no welcome afterwards.
  const ask = carrier && carrier !== 'wecom_welcome' ? adapters[carrier].ask : undefined
  const answers = ask ? await ask(tx, letters) : []
  const told = new Map(answers.map((answer) => [answer.letterId, answer]))
  return letters.map((letter) => {
    const answer = told.get(letter.letter_id)
    if (answer && answer.sending.kind !== 'unknown') return answer
    const since = tx.now.getTime() - (letter.claimed_at ?? letter.updated_at).getTime()
    const hopeless = ask === undefined || since > GIVE_UP_MS
    return {
      letterId: letter.letter_id,
      sending: hopeless ? { kind: 'failed', reason: 'outcome_unknown' } : { kind: 'unknown' },
    }
  })
}
