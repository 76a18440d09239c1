import { raiseInterests } from '#modules/profile/service.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { ResolvedEvent } from '#platform/event.ts'
import type { Stage } from '#platform/module.ts'
import { tagsOfItems } from './store/items.ts'

/** How much one act says about what somebody likes (mission C3). */
const WEIGHTS: Readonly<Record<string, number>> = {
  link_clicked: 1,
  content_viewed: 1,
  product_viewed: 1,
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Behaviour becomes interest in the tags of what was touched. History triggers nothing. */
export const contentStage: Stage = {
  async project(tx, events) {
    const touches = events.filter((e) => !e.history && Object.hasOwn(WEIGHTS, e.event))
    if (touches.length === 0) return
    const raises = await raisesOf(tx, touches)
    if (raises.length > 0) await raiseInterests(tx, raises)
  },
}

async function raisesOf(tx: TxCtx, touches: readonly ResolvedEvent[]) {
  const ids = new Set(touches.flatMap((e) => contentIdOf(e) ?? []))
  const tags = ids.size > 0 ? await tagsOfItems(tx, [...ids]) : new Map<string, string[]>()
  return touches.flatMap((event) => {
    const weight = WEIGHTS[event.event] ?? 0
    const found = tagsTouched(event, tags)
    const { personId, identId } = event
    return found.length > 0 ? [{ personId, identId, tags: found, weight }] : []
  })
}

function tagsTouched(event: ResolvedEvent, tags: ReadonlyMap<string, string[]>): string[] {
  const { category } = event.properties
  const ofItem = tags.get(contentIdOf(event) ?? '') ?? []
  const ofProduct =
    event.event === 'product_viewed' && typeof category === 'string' && category.trim() !== ''
      ? [category.trim().slice(0, 30)]
      : []
  return [...new Set([...ofItem, ...ofProduct])]
}

function contentIdOf({ properties }: ResolvedEvent): string | undefined {
  const { content_id: id } = properties
  return typeof id === 'string' && UUID.test(id) ? id : undefined
}
