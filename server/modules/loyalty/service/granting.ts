import { shortCode } from '#kernel/ids.ts'
import { refusals } from '#kernel/refusal.ts'
import { recordEvents } from '#modules/collect/service.ts'
import { currentPersonIds, identifiersOf } from '#modules/identity/service.ts'
import type { TxCtx } from '#platform/ctx.ts'
import { LOYALTY_REFUSALS } from '../contract.ts'
import { couponGranted } from '../facts.ts'
import { validityOf } from '../model/coupon.ts'
import { decideGrant } from '../model/decide-grant.ts'
import { couponTerms } from '../store/coupons.ts'
import type { Coupon } from '../store/coupons.ts'
import { countGranted, grantByKey, insertGrant } from '../store/grants.ts'
import { lockForGrant, openAccounts, postGrant } from '../store/ledger.ts'

const refuse = refusals(LOYALTY_REFUSALS)

export interface GrantRequest {
  couponId: string
  personId: string
  /** deterministic: the same key grants once, whoever retries */
  key: string
  reason: string
}

export type GrantOutcome =
  | { kind: 'granted'; grantId: string; code: string }
  | { kind: 'already_granted'; grantId: string; code: string }
  | { kind: 'out_of_stock' }
  | { kind: 'limit_reached' }
  /** the batch is paused, ended, or its time is over */
  | { kind: 'not_offered' }

/** 49 bits: a code cannot be guessed at any speed a till allows. */
const CODE_LETTERS = 10

/**
 * Gives one coupon to a person, in the caller's transaction: stock, limit, grant, ledger entry, fact
 * and event commit together or not at all. Coming up short is an answer and aborts nothing.
 */
export async function grantCoupon(tx: TxCtx, request: GrantRequest): Promise<GrantOutcome> {
  const coupon =
    (await couponTerms(tx, request.couponId)) ?? refuse.no_such_coupon({ id: request.couponId })
  const current = await currentPersonIds(tx, [request.personId])
  const personId = current.get(request.personId) ?? request.personId
  await openAccounts(tx, [{ couponId: coupon.id, personId }])
  const { stock } = await lockForGrant(tx, coupon.id, personId)
  // Looked up under the lock: whoever came first with this key is visible now.
  const before = await grantByKey(tx, request.key)
  if (before) return { kind: 'already_granted', grantId: before.id, code: before.code }
  const decision = decideGrant({
    offered: coupon.status === 'live',
    over: coupon.validUntil !== undefined && coupon.validUntil <= tx.now,
    stock,
    counted: await countGranted(tx, coupon.id, personId),
    limitPerPerson: coupon.limitPerPerson,
  })
  if (decision.kind !== 'grant') return decision
  return give(tx, coupon, { ...request, personId })
}

async function give(tx: TxCtx, coupon: Coupon, request: GrantRequest): Promise<GrantOutcome> {
  const { personId, key, reason } = request
  const grantId = tx.newId()
  const code = shortCode(CODE_LETTERS, tx.randomBytes).toUpperCase()
  const { from, until } = validityOf(coupon, tx.now)
  const identId = (await identifiersOf(tx, [personId])).get(personId)?.[0]?.identId
  await insertGrant(tx, {
    ...{ id: grantId, couponId: coupon.id, code, key, personId, identId, reason },
    ...{ validFrom: from, expiresAt: until },
  })
  await postGrant(tx, { grantId, couponId: coupon.id, personId, reason })
  await tx.publish(couponGranted({ grantId, couponId: coupon.id, personId }))
  await recordEvents(
    tx,
    [
      {
        event: 'coupon_received',
        messageId: `coupon:${grantId}:received`,
        at: tx.now,
        identifiers: [],
        personId,
        properties: {
          coupon_id: coupon.id,
          grant_id: grantId,
          coupon_name: coupon.name,
          coupon_kind: coupon.kind,
          ...(coupon.valueFen === undefined ? {} : { value_fen: coupon.valueFen }),
        },
      },
    ],
    { source: 'loyalty', channel: 'server' },
  )
  return { kind: 'granted', grantId, code }
}
