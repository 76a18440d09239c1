import type { Context } from 'hono'

/** Events are small; a stranger's megabytes are refused before they are held. */
const MAX_BYTES = 256 * 1_024

/** The body as text, or `undefined` when it is larger than any callback. */
export async function smallBody(c: Context): Promise<string | undefined> {
  if (Number(c.req.header('content-length') ?? 0) > MAX_BYTES) return undefined
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length
    if (size > MAX_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
