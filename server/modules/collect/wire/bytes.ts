import type { Context } from 'hono'
import { tooLarge } from '../accept.ts'
import { MAX_BODY_BYTES } from './body.ts'

/** Never holds more than the limit, whether or not the sender says how much is coming. */
export async function bytesOf(c: Context): Promise<Uint8Array> {
  const said = c.req.header('content-length')
  if (Number(said) > MAX_BODY_BYTES) return tooLarge()
  if (said !== undefined) return new Uint8Array(await c.req.arrayBuffer())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MAX_BODY_BYTES) return tooLarge()
  }
  return Buffer.concat(chunks)
}
