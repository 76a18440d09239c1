import { z } from 'zod'
import { bigId } from '#kernel/page.ts'
import { IDENTIFIER_KINDS } from '#platform/event.ts'

/** Phone and email are masked unless the asker may `pii:read`. */
export const identifier = z.object({
  identId: bigId,
  kind: z.enum(IDENTIFIER_KINDS),
  scope: z.string(),
  value: z.string(),
  personId: bigId,
  firstSeenAt: z.iso.datetime(),
})
export type IdentifierNode = z.infer<typeof identifier>
