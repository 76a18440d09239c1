/**
 * Ids are arguments: whoever makes one lends the instant and the randomness.
 * UUID version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits; sorts by time.
 */
export type RandomBytes = (size: number) => Uint8Array

export function uuidv7(now: Date, randomBytes: RandomBytes): string {
  const bytes = randomBytes(16)
  const ms = BigInt(now.getTime())
  for (let i = 0; i < 6; i++) bytes[i] = Number((ms >> BigInt(8 * (5 - i))) & 0xffn)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'

/** A short code people may type or read aloud: no 0/o, 1/l/i. 8 letters carry 39 bits. */
export function shortCode(length: number, randomBytes: RandomBytes): string {
  return Array.from(randomBytes(length), (b) => ALPHABET[b % ALPHABET.length]).join('')
}
