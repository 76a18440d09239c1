import { renderForPeople } from '#modules/content/service.ts'
import type { RenderedContent } from '#modules/content/model/render.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Addressed, Sent } from './adapter.ts'

export interface Ready extends Addressed {
  content: RenderedContent
}

/** Each letter with what she will read and a link of her own; letters whose content is gone fail. */
export async function renderEach(
  ctx: Ctx,
  letters: readonly Addressed[],
): Promise<{ ready: Ready[]; failed: Sent[] }> {
  const ready: Ready[] = []
  const failed: Sent[] = []
  const byContent = Map.groupBy(letters, ({ letter }) => letter.content_id)
  for (const [contentId, group] of byContent) {
    const contents = await renderForPeople(
      ctx,
      contentId,
      group.map(({ letter }) => ({ personId: letter.person_id, placement: placementOf(letter) })),
    )
    for (const [i, addressed] of group.entries()) {
      const content = contents?.[i]
      if (content) ready.push({ ...addressed, content })
      else failed.push({ letterId: addressed.letter.letter_id, sending: NO_CONTENT })
    }
  }
  return { ready, failed }
}

export const NO_CONTENT = { kind: 'failed', reason: 'no_content' } as const
export const NOT_CONNECTED = { kind: 'failed', reason: 'not_connected' } as const

export const placementOf = (letter: Addressed['letter']) => ({
  letterId: letter.letter_id,
  journeyId: letter.journey_id ?? undefined,
  nodeId: letter.node_id ?? undefined,
  campaignId: letter.campaign_id ?? undefined,
  carrier: letter.carrier ?? undefined,
})

/** For carriers that know text alone: the text, and the link on a line of its own. */
export const asText = ({ title, text, url }: RenderedContent): string =>
  [text === '' ? title : text, url].filter((part) => part !== undefined && part !== '').join('\n')
