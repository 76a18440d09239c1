import { must, unreachable } from '#kernel/assert.ts'
import { recordEvents } from '#modules/collect/service.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { Fact } from '#platform/outbox/fact.ts'
import { letterFailed, letterSent, letterWithheld } from '../facts.ts'
import { HOLDS_ROOM } from '../model/letter.ts'
import type { Sending } from '../model/verdict.ts'
import type { Sent } from '../carriers/adapter.ts'
import { lockBudgets, saveBudgets } from '../store/budget.ts'
import { changeLetters } from '../store/letters.ts'
import type { Change, LetterRow } from '../store/letters.ts'

/** What providers said, written once: states, room given back, events on the path, facts. */
export const settle = (ctx: Ctx, sent: readonly Sent[]): Promise<number> =>
  ctx.transact((tx) =>
    apply(
      tx,
      sent.map(({ letterId, sending }) => changeOf(letterId, sending, tx.now)),
    ),
  )

/** The same for changes that nobody's answer caused: held again, stopped, given up. */
export async function apply(tx: TxCtx, changes: readonly Change[]): Promise<number> {
  const changed = await changeLetters(tx, changes)
  await giveRoomBack(tx, changed)
  await record(tx, changed)
  await announce(tx, changed)
  return changed.length
}

function changeOf(letterId: string, sending: Sending, now: Date): Change {
  switch (sending.kind) {
    case 'sent':
      return {
        letterId,
        act: 'deliver',
        state: 'sent',
        sentAt: now,
        providerId: sending.providerId,
      }
    case 'created':
      return { letterId, act: 'create', state: 'created', providerId: sending.providerId }
    case 'put_back':
      return {
        letterId,
        act: 'put_back',
        state: 'queued',
        dueAt: sending.retryAt,
        reason: sending.reason,
      }
    case 'failed':
      return { letterId, act: 'fail', state: 'failed', reason: sending.reason }
    case 'unknown':
      return { letterId, act: 'lose', state: 'unknown', dueAt: now }
    default:
      return unreachable(sending)
  }
}

/** A letter that did not reach her does not count against her caps. */
async function giveRoomBack(tx: TxCtx, changed: readonly LetterRow[]): Promise<void> {
  const over = changed.filter(({ state, person_id: id }) => id !== null && !HOLDS_ROOM[state])
  if (over.length === 0) return
  const gone = new Set(over.map(({ letter_id: id }) => id))
  const people = over.flatMap(({ person_id: id }) => id ?? [])
  const budgets = await lockBudgets(tx, people)
  const kept = [...budgets].map(
    ([personId, uses]) => [personId, uses.filter(({ letterId }) => !gone.has(letterId))] as const,
  )
  await saveBudgets(tx, new Map(kept))
}

/** Receipts come back as events, so that they stand in her history like anything else. */
async function record(tx: TxCtx, changed: readonly LetterRow[]): Promise<void> {
  const events = changed.flatMap((letter) => {
    if (letter.person_id === null || !['sent', 'failed', 'expired'].includes(letter.state))
      return []
    const what = letter.state === 'sent' ? 'sent' : 'failed'
    return [
      {
        event: `message_${what}`,
        messageId: `letter:${letter.letter_id}:${what}`,
        at: tx.now,
        personId: letter.person_id,
        identifiers: [],
        properties: propertiesOf(letter),
      },
    ]
  })
  if (events.length > 0) await recordEvents(tx, events, { source: 'deliver', channel: 'server' })
}

function propertiesOf(letter: LetterRow): Record<string, unknown> {
  const all = {
    letter_id: letter.letter_id,
    carrier: letter.carrier,
    content_id: letter.content_id,
    journey_id: letter.journey_id,
    node_id: letter.node_id,
    campaign_id: letter.campaign_id,
    reason: letter.state === 'sent' ? null : letter.reason,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

async function announce(tx: TxCtx, changed: readonly LetterRow[]): Promise<void> {
  const facts = changed.flatMap((letter): Fact<unknown>[] => {
    if (letter.person_id === null) return []
    const about = {
      letterId: letter.letter_id,
      personId: letter.person_id,
      contentId: letter.content_id,
      journeyId: letter.journey_id,
      nodeId: letter.node_id,
      runId: letter.run_id,
      campaignId: letter.campaign_id,
    }
    const carrier = () => must(letter.carrier, 'the carrier of a letter that was sent')
    const reason = () => must(letter.reason, 'a reason for not sending')
    if (letter.state === 'sent') return [letterSent({ ...about, carrier: carrier() })]
    if (letter.state === 'failed' || letter.state === 'expired')
      return [letterFailed({ ...about, carrier: carrier(), reason: reason() })]
    if (letter.state === 'withheld') return [letterWithheld({ ...about, reason: reason() })]
    return []
  })
  await tx.publish(...facts)
}
