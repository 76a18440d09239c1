import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { findSegment, membersOf } from '#modules/audience/service.ts'
import { findContent } from '#modules/content/service.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { deliverRefusals } from '../contract.ts'
import type { LetterCarrier, LetterKind } from '../model/carrier.ts'
import { budgetsOf, loadPolicy } from '../store/budget.ts'
import * as store from '../store/broadcasts.ts'
import type { BroadcastRow } from '../store/broadcasts.ts'
import { reachOfPeople } from '../store/reach.ts'
import { requestLetters } from './request-letters.ts'
import { apply } from './settle.ts'
import { standingOf } from './standing.ts'
import { chooseWay, connectedCarriers, waysOf } from './ways.ts'

const refuse = refusals(deliverRefusals)

export interface BroadcastInput {
  segmentId: string
  contentId: string
  carriers: readonly LetterCarrier[]
  kind: LetterKind
}

async function findThings(ctx: Ctx, { segmentId, contentId }: BroadcastInput): Promise<void> {
  if (!(await findSegment(ctx, segmentId))) refuse.no_such_segment()
  if ((await findContent(ctx, contentId))?.status !== 'published') refuse.no_such_content()
}

const PAGE_PEOPLE = 5_000
/** A plan looks at so many; beyond, the answer says how many it has looked at. */
const LOOKED_MAX = 50_000

/** Who would get it and who not: the decision itself, with nothing written. */
export async function planBroadcast(ctx: Ctx, input: BroadcastInput) {
  await findThings(ctx, input)
  const policy = await loadPolicy(ctx.db, ctx.workspaceId)
  const connected = await connectedCarriers(ctx, input.carriers)
  const plan = {
    people: 0,
    looked: 0,
    byCarrier: {} as Record<string, number>,
    held: 0,
    withheld: {} as Record<string, number>,
  }
  for (let after = '0'; ;) {
    const people = await membersOf(ctx, input.segmentId, after, PAGE_PEOPLE)
    plan.people += people.length
    if (plan.looked < LOOKED_MAX) {
      const reach = await reachOfPeople(ctx, people)
      const budgets = await budgetsOf(ctx, people)
      const standing = await standingOf(ctx, people)
      plan.looked += people.length
      for (const personId of people) {
        const history = budgets.get(personId) ?? []
        const person = { reach: reach.get(personId) ?? [], standing: standing(personId) }
        const ways = waysOf(input.carriers, person, history, policy)
        const means = { policy, connected }
        const choice = chooseWay(means, history, ways, { kind: input.kind }, ctx.now)
        const tally = choice.kind === 'go' ? plan.byCarrier : plan.withheld
        const key = choice.kind === 'go' ? choice.carrier : choice.reason
        tally[key] = (tally[key] ?? 0) + 1
        if (choice.kind === 'go' && choice.held) plan.held += 1
      }
    }
    const last = people.at(-1)
    if (last === undefined || people.length < PAGE_PEOPLE) return plan
    after = last
  }
}

const viewOf = (row: BroadcastRow, letters: Record<string, number> | undefined) => ({
  id: row.broadcast_id,
  name: row.name,
  segmentId: row.segment_id,
  contentId: row.content_id,
  carriers: row.carriers,
  kind: row.kind,
  state: row.state,
  people: row.people,
  letters: letters ?? {},
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
})

export async function startBroadcast(ctx: Ctx, input: BroadcastInput & { name: string }) {
  await findThings(ctx, input)
  const id = ctx.newId()
  await ctx.transact(async (tx) => {
    const by = tx.actor.kind === 'nobody' ? 'nobody' : tx.actor.name
    await store.insertBroadcast(tx, { id, by, ...input })
    await audit(tx, {
      action: 'deliver.broadcast_started',
      subjectKind: 'broadcast',
      subjectId: id,
      detail: { segmentId: input.segmentId, contentId: input.contentId },
    })
    tx.wake('deliver.broadcasts')
  })
  return broadcast(ctx, { id })
}

export async function broadcast(ctx: Ctx, { id }: { id: string }) {
  const row = (await store.findBroadcast(ctx, id)) ?? refuse.no_such_broadcast()
  return viewOf(row, (await store.lettersOfCampaigns(ctx, [id])).get(id))
}

export async function listBroadcasts(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const offset = offsetOf(cursor)
  const rows = await store.listBroadcasts(ctx, limit + 1, offset)
  const { items, next } = pageFrom(rows, limit, offset)
  const letters = await store.lettersOfCampaigns(
    ctx,
    items.map(({ broadcast_id: id }) => id),
  )
  return { items: items.map((row) => viewOf(row, letters.get(row.broadcast_id))), next }
}

/** What no carrier has yet is withheld, and its room is free again. */
export async function stopBroadcast(ctx: Ctx, { id }: { id: string }) {
  if (!(await store.findBroadcast(ctx, id))) refuse.no_such_broadcast()
  await ctx.transact(async (tx) => {
    await store.stopBroadcast(tx, id)
    const letters = await store.notYetSent(tx, id)
    await apply(
      tx,
      letters.map((letterId) => ({
        letterId,
        act: 'withhold',
        state: 'withheld',
        reason: 'stopped',
      })),
    )
    await audit(tx, {
      action: 'deliver.broadcast_stopped',
      subjectKind: 'broadcast',
      subjectId: id,
      detail: { withheld: letters.length },
    })
  })
  return broadcast(ctx, { id })
}

const CHUNK_PEOPLE = 2_000

/** The next chunk of a running broadcast: letters and progress commit together. */
export function advanceBroadcasts(rt: Runtime): Promise<number> {
  return rt.database.db.transaction().execute(async (trx) => {
    const row = await store.takeRunning(trx)
    if (!row) return 0
    const after: string[] = []
    const tx = rt.ctxIn(trx, row.workspace_id, after)
    const people = await membersOf(tx, row.segment_id, row.after_person, CHUNK_PEOPLE)
    await requestLetters(
      tx,
      people.map((personId) => ({
        personId,
        contentId: row.content_id,
        kind: row.kind,
        carriers: row.carriers,
        key: `broadcast:${row.broadcast_id}:${personId}`,
        origin: { campaignId: row.broadcast_id },
      })),
    )
    await store.advanceBroadcast(tx, row.broadcast_id, {
      afterPerson: people.at(-1) ?? row.after_person,
      people: people.length,
      done: people.length < CHUNK_PEOPLE,
    })
    return 1
  })
}
