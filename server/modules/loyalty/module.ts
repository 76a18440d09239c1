import { personSplit, personsMerged } from '#modules/identity/facts.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { Handlers, Module } from '#platform/module.ts'
import type { Heard } from '#platform/outbox/fact.ts'
import { loyaltyContract } from './contract.ts'
import { mountWallet } from './http/mount.ts'
import * as coupons from './service/coupons.ts'
import * as grants from './service/grants.ts'
import { loyaltyStage } from './stage.ts'
import { mergeHolders, splitHolders } from './store/people.ts'
import { expiryTick } from './ticks.ts'

const handlers = {
  createCoupon: coupons.createCoupon,
  listCoupons: coupons.listCoupons,
  getCoupon: coupons.getCoupon,
  moveCoupon: coupons.moveCoupon,
  changeStock: coupons.changeStock,
  couponLedger: coupons.couponLedger,
  grantCoupons: grants.grantCoupons,
  listGrants: grants.listGrants,
  redeemCoupon: grants.redeemCoupon,
  revokeGrant: grants.takeBack,
} satisfies Handlers<typeof loyaltyContract>

interface Merge {
  survivor: string
  absorbed: string
}
interface Split {
  from: string
  to: string
  identIds: string[]
}

export const loyaltyModule: Module = {
  name: 'loyalty',
  folder: import.meta.dirname,
  contract: loyaltyContract,
  handlers,
  on: {
    [personsMerged.fact]: async (tx: TxCtx, heard: readonly Heard<Merge>[]) => {
      for (const { body, position } of heard) await mergeHolders(tx, body, `merge:${position}`)
    },
    [personSplit.fact]: async (tx: TxCtx, heard: readonly Heard<Split>[]) => {
      for (const { body, position } of heard) await splitHolders(tx, body, `split:${position}`)
    },
  },
  stage: loyaltyStage,
  ticks: [expiryTick],
  http: mountWallet,
}
