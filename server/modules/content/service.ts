import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { profilesOf } from '#modules/profile/service.ts'
import type { Item } from './model/item.ts'
import { articleHtml, destinationOf, render } from './model/render.ts'
import type { RenderedContent } from './model/render.ts'
import { fillTemplate, SAMPLE_RECIPIENT } from './model/variables.ts'
import type { Recipient } from './model/variables.ts'
import { findItem } from './store/items.ts'
import type { LinkProperties } from './tables.ts'
import { itemOrRefuse } from './service/items.ts'
import { createLinks } from './service/links.ts'

export { createLink, createLinks, linkUrl } from './service/links.ts'

/** Where a piece of content is put in front of a person; becomes the touch on the click. */
export interface Placement {
  letterId?: string | undefined
  journeyId?: string | undefined
  nodeId?: string | undefined
  campaignId?: string | undefined
  codeId?: string | undefined
  carrier?: string | undefined
}

/** The item, whatever its status; `undefined` when this workspace has none of that id. */
export const findContent = (ctx: Ctx, id: string): Promise<Item | undefined> => findItem(ctx, id)

export interface RenderRequest {
  contentId: string
  personId: string
  placement: Placement
}

/**
 * The item as this person receives it, with a tracked link of her own. Asked again for the same
 * letter, it answers the same link. `undefined` when there is no such item.
 */
export async function renderForPerson(
  ctx: Ctx,
  { contentId, personId, placement }: RenderRequest,
): Promise<RenderedContent | undefined> {
  const made = await renderForPeople(ctx, contentId, [{ personId, placement }])
  return made?.[0]
}

/** The same for many recipients, in the order asked: one look for the people, one for the links. */
export function renderForPeople(
  ctx: Ctx,
  contentId: string,
  recipients: readonly { personId: string; placement: Placement }[],
): Promise<RenderedContent[] | undefined> {
  return ctx.transact(async (tx) => {
    const item = await findItem(tx, contentId)
    if (!item) return undefined
    const urls = await linksFor(tx, item, recipients)
    const people = await recipientsOf(
      tx,
      recipients.map((r) => r.personId),
    )
    return recipients.map(({ personId }, i) =>
      render(item, people.get(personId) ?? NOBODY_KNOWN, urls[i]),
    )
  })
}

const NOBODY_KNOWN: Recipient = { attributes: {} }

async function linksFor(
  tx: TxCtx,
  item: Item,
  recipients: readonly { personId: string; placement: Placement }[],
): Promise<string[]> {
  const targetUrl = destinationOf(item, tx.publicUrl)
  if (targetUrl === undefined) return []
  const links = await createLinks(
    tx,
    recipients.map(({ personId, placement }) => ({
      targetUrl,
      personId,
      properties: touchOf(item.id, placement),
      key: placement.letterId === undefined ? undefined : `letter:${placement.letterId}`,
    })),
  )
  return links.map((link) => link.url)
}

function touchOf(contentId: string, placement: Placement): LinkProperties {
  const touch: Record<string, string | undefined> = {
    content_id: contentId,
    letter_id: placement.letterId,
    journey_id: placement.journeyId,
    node_id: placement.nodeId,
    campaign_id: placement.campaignId,
    code_id: placement.codeId,
    carrier: placement.carrier,
  }
  return Object.fromEntries(
    Object.entries(touch).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

async function recipientsOf(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<Map<string, Recipient>> {
  const profiles = await profilesOf(ctx, [...new Set(personIds)])
  return new Map(
    [...profiles].map(([personId, { attributes, stage, tier }]) => [
      personId,
      { attributes, stage: stage ?? undefined, tier: tier ?? undefined },
    ]),
  )
}

/** What an operator sees before it goes out; makes no link. */
export async function previewItem(
  ctx: Ctx,
  { id, personId }: { id: string; personId?: string | undefined },
) {
  const item = await itemOrRefuse(ctx, id)
  const recipient =
    personId === undefined
      ? SAMPLE_RECIPIENT
      : ((await recipientsOf(ctx, [personId])).get(personId) ?? NOBODY_KNOWN)
  const shown = render(item, recipient, destinationOf(item, ctx.publicUrl))
  return {
    kind: shown.kind,
    title: shown.title,
    text: shown.text,
    html:
      item.kind === 'article' ? articleHtml(fillTemplate(item.body, recipient), item.format) : null,
    url: shown.url ?? null,
    imageUrl: shown.imageUrl ?? null,
    miniProgram: shown.miniProgram ?? null,
  }
}
