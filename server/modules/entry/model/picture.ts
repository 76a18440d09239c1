export interface Picture {
  type: 'image/png' | 'image/jpeg'
  bytes: Buffer
}

/** A code is a small picture. */
export const MOST_PICTURE_BYTES = 400_000

const STARTS: readonly { type: Picture['type']; bytes: readonly number[] }[] = [
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
]

/** PNG or JPEG by its own first bytes, whatever a browser called it; else `undefined`. */
export function pictureIn(base64: string): Picture | undefined {
  const bytes = Buffer.from(base64.replace(/^data:[^,]*,/, ''), 'base64')
  if (bytes.length > MOST_PICTURE_BYTES) return undefined
  const start = STARTS.find((known) => known.bytes.every((byte, i) => bytes[i] === byte))
  return start && { type: start.type, bytes }
}
