import { useSyncExternalStore } from 'react'

/** Less than this is the network's delay, not another time. */
const NOTICEABLE_MS = 15_000

let skewMs = 0
const listeners = new Set<() => void>()

/** The server said what time it is. Its time may be virtual: days from ours, and faster. */
export function heardServerTime(time: string): void {
  const next = new Date(time).getTime() - Date.now()
  if (Number.isNaN(next) || Math.abs(next - skewMs) < NOTICEABLE_MS) return
  skewMs = next
  for (const listener of listeners) listener()
}

/** Now, as the server has it; what is “3 minutes ago” is told from here. */
export const serverNow = (): Date => new Date(Date.now() + skewMs)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Draws again when the server's time jumps. */
export const useSkewMs = (): number => useSyncExternalStore(subscribe, () => skewMs)
