import { addMs, MINUTE_MS } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { adapters } from '../carriers/adapters.ts'
import type { Addressed, Sent } from '../carriers/adapter.ts'
import { declines } from '../model/carrier.ts'
import type { LetterCarrier } from '../model/carrier.ts'
import { quietUntil } from '../model/span.ts'
import type { Policy } from '../model/policy.ts'
import { loadPolicy } from '../store/budget.ts'
import { claimDue, loseClaimedBefore } from '../store/letters.ts'
import type { Change, LetterRow } from '../store/letters.ts'
import { reachOfPeople } from '../store/reach.ts'
import type { ReachRow } from '../store/reach.ts'
import { apply, settle } from './settle.ts'
import { standingOf } from './standing.ts'
import type { Standing } from './standing.ts'

const BATCH_LETTERS = 200
/** No provider of ours keeps a call open so long: whoever claimed it is gone. */
export const LOST_AFTER_MS = 5 * MINUTE_MS

/** Sends what is due. Claimed first, in a transaction of its own: a crash leaves `sending` behind. */
export async function sendDue(rt: Runtime): Promise<number> {
  const now = rt.clock.now()
  const { db } = rt.database
  const lost = await loseClaimedBefore(db, addMs(now, -LOST_AFTER_MS), now)
  const claimed = await claimDue(db, now, BATCH_LETTERS)
  const byWorkspace = Map.groupBy(claimed, ({ workspace_id: id }) => id)
  for (const [workspaceId, letters] of byWorkspace) await sendClaimed(rt.ctx(workspaceId), letters)
  return lost + claimed.length
}

async function sendClaimed(ctx: Ctx, letters: readonly LetterRow[]): Promise<void> {
  const personIds = letters.flatMap(({ person_id: id }) => id ?? [])
  const policy = await loadPolicy(ctx.db, ctx.workspaceId)
  const reach = await reachOfPeople(ctx, personIds)
  const standing = await standingOf(ctx, personIds)
  const changes: Change[] = []
  const ready: Addressed[] = []
  for (const letter of letters) {
    const second = lookAgain(ctx, letter, policy, {
      reach: reach.get(letter.person_id ?? '') ?? [],
      standing: standing(letter.person_id ?? ''),
    })
    if (second.kind === 'change') changes.push(second.change)
    else ready.push(second.addressed)
  }
  if (changes.length > 0) await ctx.transact((tx) => apply(tx, changes))
  const byCarrier = Map.groupBy(ready, ({ letter }) => letter.carrier)
  for (const [carrier, group] of byCarrier) {
    const sent = await adapters[carrier as LetterCarrier].send(ctx, group)
    count(ctx, carrier ?? '', sent)
    await settle(ctx, sent.map(patient(group)))
  }
}

/** A carrier that is busy every time is not waited for without end. */
const ATTEMPTS_MAX = 12

const patient = (group: readonly Addressed[]) => {
  const tired = new Set(
    group
      .filter(({ letter }) => letter.attempts >= ATTEMPTS_MAX)
      .map(({ letter }) => letter.letter_id),
  )
  return (one: Sent): Sent =>
    one.sending.kind === 'put_back' && tired.has(one.letterId)
      ? { ...one, sending: { kind: 'failed', reason: one.sending.reason } }
      : one
}

function count(ctx: Ctx, carrier: string, sent: readonly Sent[]): void {
  const outcomes = Object.entries(Object.groupBy(sent, ({ sending }) => sending.kind))
  for (const [outcome, group] of outcomes)
    ctx.log.info({ carrier, outcome, letters: group?.length }, 'letters handed to a carrier')
}

type Second = { kind: 'change'; change: Change } | { kind: 'ready'; addressed: Addressed }

/** Hours may lie between the decision and the sending: what has changed since is respected. */
function lookAgain(
  ctx: Ctx,
  letter: LetterRow,
  policy: Policy,
  person: { reach: readonly ReachRow[]; standing: Standing },
): Second {
  const letterId = letter.letter_id
  const withheld = (reason: 'opted_out' | 'unreachable' | 'too_late'): Second => ({
    kind: 'change',
    change: { letterId, act: 'withhold', state: 'withheld', reason },
  })
  const { optedOut, timeZone } = person.standing
  if (letter.expires_at && letter.expires_at <= ctx.now) return withheld('too_late')
  if (letter.carrier && declines(optedOut, letter.carrier)) return withheld('opted_out')
  const quiet = policy.quietHours?.kinds.includes(letter.kind) ? policy.quietHours : undefined
  const until = quiet && quietUntil(quiet, ctx.now, timeZone ?? policy.timeZone)
  if (until)
    return {
      kind: 'change',
      change: {
        letterId,
        act: 'hold',
        state: 'held',
        dueAt: until,
        reason: 'quiet_hours',
      },
    }
  const row =
    person.reach.find((one) => one.carrier === letter.carrier && one.scope === letter.scope) ??
    person.reach.find((one) => one.carrier === letter.carrier)
  if (!row || letter.person_id === null || letter.content_id === null)
    return withheld('unreachable')
  return {
    kind: 'ready',
    addressed: {
      letter: { ...letter, person_id: letter.person_id, content_id: letter.content_id },
      address: ctx.secrets.open(row.address_sealed),
      addressBlind: row.address_blind,
      scope: row.scope,
    },
  }
}
