import { z } from 'zod'
import type { SiyuAccess } from './http.ts'
import { jsonOf, patiently } from './http.ts'

/** An event in Segment's dialect, as an SDK on her phone would send it. */
export interface Tracked {
  type: 'track' | 'page' | 'identify' | 'alias'
  messageId: string
  timestamp: string
  anonymousId?: string
  userId?: string
  previousId?: string
  event?: string
  name?: string
  properties?: Record<string, unknown>
  traits?: Record<string, unknown>
  context?: Record<string, unknown>
}

const Accepted = z.object({ position: z.union([z.string(), z.number()]).optional() })

/** Sends a batch; the answer's position is what `settled` waits for. */
export async function sendBatch(
  access: SiyuAccess,
  batch: readonly Tracked[],
  sentAt: string,
): Promise<string | undefined> {
  const answer = await patiently(`${access.url}/v1/batch`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${access.writeKey}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ batch, sentAt }),
  })
  const { position } = Accepted.parse(await jsonOf('/v1/batch', answer))
  return position === undefined ? undefined : String(position)
}
