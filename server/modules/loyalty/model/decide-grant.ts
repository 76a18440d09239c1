/** What a claim comes to, decided under the locks of the stock and of the person's account. */
export type GrantDecision =
  | { kind: 'grant' }
  | { kind: 'out_of_stock' }
  | { kind: 'limit_reached' }
  | { kind: 'not_offered' }

export interface Claim {
  offered: boolean
  /** the batch's own time is over */
  over: boolean
  stock: number
  /** coupons of this batch that the person was ever given and that were not revoked */
  counted: number
  limitPerPerson: number
}

export function decideGrant(claim: Claim): GrantDecision {
  if (!claim.offered || claim.over) return { kind: 'not_offered' }
  if (claim.counted >= claim.limitPerPerson) return { kind: 'limit_reached' }
  return claim.stock >= 1 ? { kind: 'grant' } : { kind: 'out_of_stock' }
}
