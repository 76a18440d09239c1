import { grantCoupon, revokeGrant } from '#modules/loyalty/service.ts'
import type { GrantOutcome } from '#modules/loyalty/service.ts'
import { recordEvents } from '#modules/collect/service.ts'
import type { TxCtx } from '#platform/ctx.ts'
import { friendRewarded, rewardRevoked } from '../facts.ts'
import { settle } from '../model/game.ts'
import { firstOrders } from '../store/bought.ts'
import * as store from '../store/invitations.ts'
import type { AcceptanceRow, Settled } from '../store/invitations.ts'
import { mustFindGame } from './games.ts'

export interface PaidOrder {
  orderId: string
  personId: string
  payFen: number
  paidAt: Date
}

/** Friends among the buyers whose first order this is: both sides get their coupon, once. */
export async function settleOrders(tx: TxCtx, orders: readonly PaidOrder[]): Promise<void> {
  const people = [...new Set(orders.map((o) => o.personId))]
  const waiting = await store.waitingFor(tx.db, tx.workspaceId, people)
  if (waiting.length === 0) return
  const first = await firstOrders(tx.db, tx.workspaceId, people)
  for (const acceptance of waiting) {
    const theirs = orders
      .filter((o) => o.personId === acceptance.invitee_person)
      .toSorted((a, b) => a.paidAt.getTime() - b.paidAt.getTime())
    const firstId = first.get(acceptance.invitee_person)
    const order = theirs.find((o) => o.orderId === firstId) ?? theirs[0]
    if (order) await settleOne(tx, acceptance, order, order.orderId === firstId)
  }
}

async function settleOne(
  tx: TxCtx,
  acceptance: AcceptanceRow,
  order: PaidOrder,
  isFirstOrder: boolean,
): Promise<void> {
  const { game_id: gameId, inviter_person: inviter, acceptance_id: acceptanceId } = acceptance
  const { rules } = await mustFindGame(tx, gameId)
  const verdict = settle(
    {
      acceptedAt: acceptance.accepted_at,
      expiresAt: acceptance.expires_at,
      isFirstOrder,
      payFen: order.payFen,
      paidAt: order.paidAt,
      inviterRewards: await store.rewardsOf(tx.db, tx.workspaceId, gameId, inviter),
      samePerson: inviter === acceptance.invitee_person,
    },
    rules,
  )
  if (verdict.kind === 'wait') return
  if (verdict.kind === 'refuse') {
    const settled = settledAs(acceptanceId, 'refused', verdict.why, order.orderId)
    return store.saveSettled(tx.db, tx.workspaceId, settled, tx.now)
  }
  const forInviter = await reward(tx, rules.inviterCouponId, inviter, acceptanceId, 'inviter')
  const forInvitee = await reward(
    tx,
    rules.inviteeCouponId,
    acceptance.invitee_person,
    acceptanceId,
    'invitee',
  )
  await store.saveSettled(
    tx.db,
    tx.workspaceId,
    {
      ...settledAs(acceptanceId, 'rewarded', 'first_order_paid', order.orderId),
      inviterGrant: grantOf(forInviter),
      inviteeGrant: grantOf(forInvitee),
      inviterOutcome: forInviter.kind,
      inviteeOutcome: forInvitee.kind,
    },
    tx.now,
  )
  await tx.publish(friendRewarded(factOf(acceptance)))
}

const reward = (
  tx: TxCtx,
  couponId: string,
  personId: string,
  acceptanceId: string,
  side: 'inviter' | 'invitee',
): Promise<GrantOutcome> =>
  grantCoupon(tx, {
    couponId,
    personId,
    key: `fission:${acceptanceId}:${side}`,
    reason: `fission:${side}`,
  })

const grantOf = (outcome: GrantOutcome): string | undefined =>
  'grantId' in outcome ? outcome.grantId : undefined

const settledAs = (
  acceptanceId: string,
  state: Settled['state'],
  why: string,
  orderId: string,
): Settled => ({
  acceptanceId,
  state,
  why,
  orderId,
  inviterGrant: undefined,
  inviteeGrant: undefined,
  inviterOutcome: undefined,
  inviteeOutcome: undefined,
})

const factOf = (a: AcceptanceRow) => ({
  gameId: a.game_id,
  acceptanceId: a.acceptance_id,
  inviterPersonId: a.inviter_person,
  inviteePersonId: a.invitee_person,
})

/** The friend's order was refunded: what was given for it is taken back where it still can be. */
export async function revokeForRefunds(tx: TxCtx, orderIds: readonly string[]): Promise<void> {
  for (const acceptance of await store.rewardedByOrders(tx.db, tx.workspaceId, orderIds)) {
    const reason = `fission:refund:${acceptance.order_id}`
    const outcomes: string[] = []
    for (const grantId of [acceptance.inviter_grant, acceptance.invitee_grant])
      outcomes.push(grantId ? (await revokeGrant(tx, { grantId, reason })).kind : 'none')
    const [inviterOutcome, inviteeOutcome] = outcomes
    await store.saveSettled(
      tx.db,
      tx.workspaceId,
      {
        ...settledAs(
          acceptance.acceptance_id,
          'revoked',
          'order_refunded',
          acceptance.order_id ?? '',
        ),
        inviterOutcome,
        inviteeOutcome,
      },
      tx.now,
    )
    await tx.publish(rewardRevoked(factOf(acceptance)))
    await recordEvents(
      tx,
      [
        {
          event: 'reward_revoked',
          messageId: `revoked:${acceptance.acceptance_id}`,
          at: tx.now,
          identifiers: [],
          personId: acceptance.inviter_person,
          properties: {
            game_id: acceptance.game_id,
            order_id: acceptance.order_id,
            invitee_person_id: acceptance.invitee_person,
            outcome: inviterOutcome,
          },
        },
      ],
      { source: 'fission', channel: 'system' },
    )
  }
}
