import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { createSegment } from '#modules/audience/service.ts'
import { ItemInput } from '#modules/content/model/item.ts'
import { createItem, moveItem } from '#modules/content/service/items.ts'
import { CouponInput } from '#modules/loyalty/model/coupon.ts'
import { createCoupon } from '#modules/loyalty/service/coupons.ts'
import { PLAYBOOK_IDS } from '../model/playbook-ids.ts'
import type { PlaybookId } from '../model/playbook-ids.ts'
import type { Playbook, Things } from '../playbooks/playbook.ts'
import { PLAYBOOKS } from '../playbooks/playbooks.ts'
import { createJourney } from './journeys.ts'

export async function listPlaybooks() {
  return {
    items: PLAYBOOK_IDS.map((id) => {
      const { name, about, needs, instantiate } = PLAYBOOKS[id]
      const names = [needs.contents, needs.coupons, needs.segments].flatMap(Object.keys)
      const any = Object.fromEntries(names.map((key) => [key, EXAMPLE_ID]))
      const graph = instantiate({ contents: any, coupons: any, segments: any })
      return { id, name, about, nodes: graph.nodes.length }
    }),
  }
}

/** Stands where a real id would, to count the nodes. */
const EXAMPLE_ID = '00000000-0000-7000-8000-000000000000'

/** A draft with everything it needs made beside it, all of it or nothing. */
export function loadPlaybook(
  ctx: Ctx,
  { playbook: id, name }: { playbook: PlaybookId; name?: string | undefined },
) {
  const playbook = PLAYBOOKS[id]
  return ctx.transact(async (tx) => {
    const things = await makeThings(tx, playbook)
    return createJourney(tx, {
      name: name ?? playbook.name[tx.locale],
      graph: playbook.instantiate(things),
      playbook: id,
    })
  })
}

async function makeThings(tx: TxCtx, { needs }: Playbook): Promise<Things> {
  const contents: Record<string, string> = {}
  for (const [key, input] of Object.entries(needs.contents)) {
    const { id } = await createItem(tx, ItemInput.parse(input))
    await moveItem(tx, { id, act: 'publish' })
    contents[key] = id
  }
  const coupons: Record<string, string> = {}
  for (const [key, input] of Object.entries(needs.coupons))
    coupons[key] = (await createCoupon(tx, CouponInput.parse(input))).id
  const segments: Record<string, string> = {}
  for (const [key, input] of Object.entries(needs.segments))
    segments[key] = (await createSegment(tx, { ...input, live: true })).segmentId
  return { contents, coupons, segments }
}
