import type { Reply } from './dialect.ts'

/** One transparent pixel, in 43 bytes. */
const GIF = Uint8Array.from(
  Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
)

/** Never kept by a browser or a proxy: the next look must be told too. */
export const pixelReply = (): Reply => ({
  body: GIF,
  type: 'image/gif',
  headers: { 'cache-control': 'no-store, private' },
})
