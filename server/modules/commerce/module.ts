import { personSplit, personsMerged } from '#modules/identity/facts.ts'
import type { Handlers, Module } from '#platform/module.ts'
import type { Heard } from '#platform/outbox/fact.ts'
import type { TxCtx } from '#platform/ctx.ts'
import { commerceContract } from './contract.ts'
import { getOrder, listOrders } from './service/look.ts'
import { createOrder, createOrders } from './service/orders.ts'
import { importOrders } from './service/orders-csv.ts'
import * as products from './service/products.ts'
import { refundOrder, refundOrders } from './service/refunds.ts'
import { commerceStage } from './stage.ts'
import { mergeOwners, splitOwners } from './store/people.ts'

const handlers = {
  createOrder,
  createOrders,
  importOrders,
  refundOrder,
  refundOrders,
  listOrders,
  getOrder,
  listProducts: products.listProducts,
  getProduct: products.getProduct,
  saveProducts: products.saveProducts,
  saveProduct: products.saveProduct,
  importProducts: products.importProducts,
} satisfies Handlers<typeof commerceContract>

interface Merge {
  survivor: string
  absorbed: string
}
interface Split {
  from: string
  to: string
  identIds: string[]
}

export const commerceModule: Module = {
  name: 'commerce',
  folder: import.meta.dirname,
  contract: commerceContract,
  handlers,
  on: {
    [personsMerged.fact]: (tx: TxCtx, heard: readonly Heard<Merge>[]) =>
      mergeOwners(
        tx,
        heard.map(({ body }) => body),
      ),
    [personSplit.fact]: (tx: TxCtx, heard: readonly Heard<Split>[]) =>
      splitOwners(
        tx,
        heard.map(({ body }) => body),
      ),
  },
  stage: commerceStage,
}
