import { must } from '#kernel/assert.ts'
import type { TxCtx } from '#platform/ctx.ts'
import { letterWithheld } from '../facts.ts'
import type { Use } from '../model/budget.ts'
import { COST_FEN, LETTER_CARRIERS } from '../model/carrier.ts'
import type { Carrier, LetterCarrier, LetterKind } from '../model/carrier.ts'
import type { Choice } from '../model/choose.ts'
import type { LetterState } from '../model/letter.ts'
import type { Policy } from '../model/policy.ts'
import type { Reason } from '../model/reason.ts'
import { loadPolicy, lockBudgets, saveBudgets } from '../store/budget.ts'
import { insertLetters, lettersByKey } from '../store/letters.ts'
import type { NewLetter } from '../store/letters.ts'
import { reachOfPeople } from '../store/reach.ts'
import type { ReachRow } from '../store/reach.ts'
import { standingOf } from './standing.ts'
import type { Standing } from './standing.ts'
import { chooseWay, connectedCarriers, waysOf } from './ways.ts'

export interface LetterRequest {
  personId: string
  contentId: string
  kind: LetterKind
  /** in order of preference; empty means the cheapest that reaches her */
  carriers: readonly Carrier[]
  /** deterministic: the same key is the same letter, whoever asks again */
  key: string
  origin: {
    journeyId?: string | undefined
    nodeId?: string | undefined
    runId?: string | undefined
    campaignId?: string | undefined
  }
  expiresAt?: Date | undefined
}

export interface Requested {
  letterId: string
  outcome: LetterState
  reason?: Reason | undefined
}

/**
 * Decides each letter and writes the intent in the caller's transaction: room in the budget is taken
 * together with whatever caused the letter, or not at all. Answers in the order asked; a key asked
 * before answers what became of it.
 */
export async function requestLetters(
  tx: TxCtx,
  requests: readonly LetterRequest[],
): Promise<Requested[]> {
  if (requests.length === 0) return []
  const personIds = [...new Set(requests.map(({ personId }) => personId))]
  // Locked first: whoever asks for the same key at the same time waits here and then finds it.
  const budgets = await lockBudgets(tx, personIds)
  const known = await lettersByKey(
    tx.db,
    tx.workspaceId,
    requests.map(({ key }) => key),
  )
  const fresh = new Map<string, LetterRequest>()
  for (const request of requests)
    if (!known.has(request.key) && !fresh.has(request.key)) fresh.set(request.key, request)
  const letters = await decideAll(tx, [...fresh.values()], budgets)
  await insertLetters(tx, letters)
  await saveBudgets(tx, budgets)
  await tx.publish(
    ...letters.filter(({ state }) => state === 'withheld').map((letter) => withheldFact(letter)),
  )
  if (letters.some(({ state }) => state === 'queued')) tx.wake('deliver.sender')
  const made = new Map(letters.map((letter) => [letter.key, letter]))
  return requests.map(({ key }) => {
    const before = known.get(key)
    if (before)
      return {
        letterId: before.letter_id,
        outcome: before.state,
        reason: before.reason ?? undefined,
      }
    const { letterId, state, reason } = must(made.get(key), `letter ${key}`)
    return { letterId, outcome: state, reason }
  })
}

/** Decides in order, so that the second letter to a person sees the room the first has taken. */
async function decideAll(
  tx: TxCtx,
  requests: readonly LetterRequest[],
  budgets: Map<string, Use[]>,
): Promise<NewLetter[]> {
  if (requests.length === 0) return []
  const personIds = [...new Set(requests.map(({ personId }) => personId))]
  const policy = await loadPolicy(tx.db, tx.workspaceId)
  const reach = await reachOfPeople(tx, personIds)
  const standing = await standingOf(tx, personIds)
  const connected = await connectedCarriers(
    tx,
    requests.flatMap(({ carriers }) => orderOf(carriers)),
  )
  return requests.map((request) => {
    const history = must(budgets.get(request.personId), 'a locked budget')
    const person = {
      reach: reach.get(request.personId) ?? [],
      standing: standing(request.personId),
    }
    const letter = decideOne(tx, { policy, connected }, history, request, person)
    if (letter.carrier && letter.dueAt)
      history.push({
        letterId: letter.letterId,
        carrier: letter.carrier,
        kind: letter.kind,
        at: letter.dueAt,
      })
    return letter
  })
}

function decideOne(
  tx: TxCtx,
  means: { policy: Policy; connected: ReadonlySet<LetterCarrier> },
  history: readonly Use[],
  request: LetterRequest,
  person: { reach: readonly ReachRow[]; standing: Standing },
): NewLetter {
  const wanted = orderOf(request.carriers)
  const ways = waysOf(wanted, person, history, means.policy)
  const choice = chooseWay(means, history, ways, request, tx.now)
  const scope = ways.find((way) => choice.kind === 'go' && way.carrier === choice.carrier)?.scope
  return {
    letterId: tx.newId(),
    key: request.key,
    personId: request.personId,
    contentId: request.contentId,
    kind: request.kind,
    carriers: wanted,
    scope: scope ?? '',
    journeyId: request.origin.journeyId,
    nodeId: request.origin.nodeId,
    runId: request.origin.runId,
    campaignId: request.origin.campaignId,
    expiresAt: request.expiresAt,
    ...stateOf(choice),
  }
}

function stateOf(
  choice: Choice,
): Pick<NewLetter, 'state' | 'carrier' | 'dueAt' | 'reason' | 'capId'> {
  if (choice.kind === 'withhold')
    return {
      state: 'withheld',
      carrier: undefined,
      dueAt: undefined,
      reason: choice.reason,
      capId: choice.capId,
    }
  return {
    state: choice.held ? 'held' : 'queued',
    carrier: choice.carrier,
    dueAt: choice.at,
    reason: choice.held ? 'quiet_hours' : undefined,
    capId: undefined,
  }
}

const isLetterCarrier = (carrier: Carrier): carrier is LetterCarrier =>
  (LETTER_CARRIERS as readonly Carrier[]).includes(carrier)

const orderOf = (carriers: readonly Carrier[]): LetterCarrier[] =>
  carriers.length > 0
    ? carriers.filter(isLetterCarrier)
    : LETTER_CARRIERS.toSorted((a, b) => COST_FEN[a] - COST_FEN[b])

const withheldFact = (letter: NewLetter) =>
  letterWithheld({
    letterId: letter.letterId,
    personId: letter.personId,
    contentId: letter.contentId,
    journeyId: letter.journeyId ?? null,
    nodeId: letter.nodeId ?? null,
    runId: letter.runId ?? null,
    campaignId: letter.campaignId ?? null,
    reason: must(letter.reason, 'a reason for not sending'),
  })
