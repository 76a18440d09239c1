import type { Runtime } from '#platform/runtime.ts'
import type { Decoded } from '../model/decoded.ts'

/** Bytes of text as sent; decoded they weigh about four times as much. */
const MAX_BYTES = 32 * 1024 * 1024
/** Nobody here took it in so long: another process works this lane. */
const KEPT_MS = 60_000

interface Remembered {
  decoded: Decoded
  bytes: number
  since: number
}

interface Shelf {
  bytes: number
  /** by inbox position, the oldest first */
  batches: Map<string, Remembered>
}

const shelves = new WeakMap<Runtime, Shelf>()

/**
 * A batch had to be decoded to say what is wrong with it. The worker of the same process need not
 * unpack, parse and decode it a second time. Decoding is pure, so a batch that is not remembered
 * (restart, another process, no room) comes out of the inbox the same.
 */
export function rememberDecoded(
  rt: Runtime,
  position: string,
  decoded: Decoded,
  bytes: number,
): void {
  // An id made of the position was not known yet when this was decoded.
  const placed = decoded.events.some((event) => event?.messageId === '' || event?.toldAs === '')
  if (rt.config.role === 'web' || placed) return
  const shelf = shelves.get(rt) ?? { bytes: 0, batches: new Map<string, Remembered>() }
  shelves.set(rt, shelf)
  const now = rt.system.wallNow().getTime()
  for (const [oldest, { since }] of shelf.batches) {
    if (now - since < KEPT_MS) break
    takeOff(shelf, oldest)
  }
  // The oldest are worked off next, so it is the newcomer that finds no place.
  if (shelf.bytes + bytes > MAX_BYTES) return
  shelf.batches.set(position, { decoded, bytes, since: now })
  shelf.bytes += bytes
}

/** Once: who takes it has it. */
export function takeDecoded(rt: Runtime, position: string): Decoded | undefined {
  const shelf = shelves.get(rt)
  return shelf && takeOff(shelf, position)
}

function takeOff(shelf: Shelf, position: string): Decoded | undefined {
  const found = shelf.batches.get(position)
  if (!found) return undefined
  shelf.batches.delete(position)
  shelf.bytes -= found.bytes
  return found.decoded
}
