import { randomBytes as nodeRandomBytes } from 'node:crypto'
import type { RandomBytes } from '#kernel/ids.ts'

/** The machine's randomness, lent to whoever makes ids, codes and secrets. */
export const randomBytes: RandomBytes = (size) => new Uint8Array(nodeRandomBytes(size))
