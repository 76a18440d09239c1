import { refusals } from '#kernel/refusal.ts'
import type { FieldError } from '#kernel/refusal.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { CONTENT_REFUSALS } from '../contract.ts'
import type { ItemView } from '../contract.ts'
import type { Item, ItemInput } from '../model/item.ts'
import { LIFECYCLE } from '../model/lifecycle.ts'
import type { Act } from '../model/lifecycle.ts'
import { complaintsOf, VARIABLES } from '../model/variables.ts'
import * as store from '../store/items.ts'

const refuse = refusals(CONTENT_REFUSALS)

export async function createItem(ctx: Ctx, input: ItemInput): Promise<ItemView> {
  refuseBadTemplates(ctx, input)
  return ctx.transact(async (tx) => {
    const item = await store.insertItem(tx, tx.newId(), input)
    await audit(tx, { action: 'content.item_created', ...subject(item) })
    return viewOf(tx, item)
  })
}

const subject = ({ id }: Item) => ({ subjectKind: 'content', subjectId: id })

export function updateItem(
  ctx: Ctx,
  { id, revision, ...input }: ItemInput & { id: string; revision?: number | undefined },
): Promise<ItemView> {
  refuseBadTemplates(ctx, input)
  return ctx.transact(async (tx) => {
    const known = (await store.findItem(tx, id, 'lock')) ?? refuse.no_such_content({ id })
    if (known.status === 'archived') refuse.archived()
    if (revision !== undefined && revision !== known.revision)
      refuse.changed_meanwhile({ revision: known.revision })
    const item = await store.updateItem(tx, id, input)
    const detail = { revision: item.revision }
    await audit(tx, { action: 'content.item_changed', ...subject(item), detail })
    return viewOf(tx, item)
  })
}

export function moveItem(ctx: Ctx, { id, act }: { id: string; act: Act }): Promise<ItemView> {
  return ctx.transact(async (tx) => {
    const item = (await store.findItem(tx, id, 'lock')) ?? refuse.no_such_content({ id })
    const next = LIFECYCLE[item.status][act]
    if (next === 'refused') refuse.wrong_status({ status: item.status, act })
    if (next === 'no_change' || next === 'refused') return viewOf(tx, item)
    const detail = { act, from: item.status, to: next }
    await audit(tx, { action: 'content.item_moved', ...subject(item), detail })
    return viewOf(tx, await store.setStatus(tx, id, next))
  })
}

export async function getItem(ctx: Ctx, { id }: { id: string }): Promise<ItemView> {
  return viewOf(ctx, await itemOrRefuse(ctx, id))
}

export const itemOrRefuse = async (ctx: Ctx, id: string): Promise<Item> =>
  (await store.findItem(ctx, id)) ?? refuse.no_such_content({ id })

export async function listItems(
  ctx: Ctx,
  input: store.ItemFilter & { cursor?: string | undefined; limit: number },
) {
  const offset = offsetOf(input.cursor)
  const rows = await store.listItems(ctx, input, input.limit + 1, offset)
  const page = pageFrom(rows, input.limit, offset)
  return {
    ...page,
    items: page.items.map((item) => viewOf(ctx, item)),
    total: await store.countItems(ctx, input),
  }
}

export async function listTags(ctx: Ctx) {
  return { items: await store.tagsInUse(ctx) }
}

export async function listVariables(ctx: Ctx) {
  return {
    items: Object.entries(VARIABLES).map(([name, said]) => ({
      name,
      label: said[ctx.locale],
      sample: said.sample,
    })),
  }
}

function refuseBadTemplates(ctx: Ctx, input: ItemInput): void {
  const errors: FieldError[] = (['title', 'body'] as const).flatMap((field) =>
    complaintsOf(input[field]).map((says) => ({ field, reason: says[ctx.locale] })),
  )
  if (errors.length > 0) refuse.bad_template({}, errors)
}

const viewOf = (ctx: Ctx, item: Item): ItemView => ({
  id: item.id,
  kind: item.kind,
  status: item.status,
  title: item.title,
  body: item.body,
  format: item.format,
  coverUrl: item.coverUrl ?? null,
  targetUrl: item.targetUrl ?? null,
  miniProgram: item.miniProgram ?? null,
  sceneTags: item.sceneTags,
  productTags: item.productTags,
  purchaseStage: item.purchaseStage ?? null,
  answers: item.answers ?? null,
  source: item.source,
  revision: item.revision,
  acts: { ...LIFECYCLE[item.status] },
  pageUrl: item.kind === 'article' ? `${ctx.publicUrl}/p/c/${item.id}` : null,
  createdAt: item.createdAt.toISOString(),
  updatedAt: item.updatedAt.toISOString(),
  publishedAt: item.publishedAt?.toISOString() ?? null,
})
