import { offsetOf, pageFrom } from '#kernel/page.ts'
import type { Ctx } from '#platform/ctx.ts'
import { LETTER_SAYS } from '../model/letter.ts'
import { REASONS } from '../model/reason.ts'
import type { Reason } from '../model/reason.ts'
import type { LetterRow } from '../store/letters.ts'
import { countLetters, listLetters as loadLetters } from '../store/reports.ts'
import type { LetterFilter } from '../store/reports.ts'

export const letterView = (row: LetterRow) => ({
  letterId: row.letter_id,
  personId: row.person_id,
  contentId: row.content_id,
  kind: row.kind,
  carrier: row.carrier,
  carriers: row.carriers,
  state: row.state,
  says: LETTER_SAYS[row.state],
  reason: row.reason,
  reasonSays: row.reason === null ? null : REASONS[row.reason],
  capId: row.cap_id,
  origin: {
    journeyId: row.journey_id,
    nodeId: row.node_id,
    runId: row.run_id,
    campaignId: row.campaign_id,
  },
  requestedAt: row.requested_at.toISOString(),
  dueAt: row.due_at?.toISOString() ?? null,
  sentAt: row.sent_at?.toISOString() ?? null,
})

export async function listLetters(
  ctx: Ctx,
  { cursor, limit, ...filter }: LetterFilter & { cursor?: string | undefined; limit: number },
) {
  const offset = offsetOf(cursor)
  const rows = await loadLetters(ctx, filter, limit + 1, offset)
  const { items, next } = pageFrom(rows, limit, offset)
  return { items: items.map(letterView), next, total: await countLetters(ctx, filter) }
}

export async function reasons() {
  return {
    items: Object.entries(REASONS).map(([reason, says]) => ({ reason: reason as Reason, says })),
  }
}
