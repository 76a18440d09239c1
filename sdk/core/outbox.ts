import type { Storage } from './host.ts'

/** What waits to be sent, oldest first. */
export interface Outbox {
  push(text: string): void
  /** From the oldest on: as many as fit, and at least one. */
  head(most: number, mostChars: number): Waiting[]
  remove(keys: readonly string[]): void
  size(): number
  /** How many had to go because there was no room, since this was last asked. */
  takeLost(): number
}

export interface Waiting {
  key: string
  text: string
}

/**
 * In a storage that others may share. Every message has a key of its own, so two tabs never write
 * over each other, and keys sort as the messages were made: a number that only grows, kept in the
 * storage, so that a clock set back between two visits does not let the new overtake the old.
 */
export function storedOutbox(
  storage: Storage,
  now: () => number,
  mine: string,
  maxQueued: number,
): Outbox {
  const MESSAGE = 'm'
  const LAST = 'last'
  const LOST = 'lost'
  const WIDTH = 9 // 36^9 ms after 1970 is the year 5188
  const keys = () =>
    storage
      .keys()
      .filter((key) => key.startsWith(`${MESSAGE}.`))
      .sort()
  const number = (key: string) => Number(storage.get(key)) || 0
  return {
    push(text) {
      const waiting = keys()
      const surplus = waiting.length + 1 - maxQueued
      if (surplus > 0) {
        waiting.slice(0, surplus).forEach(storage.remove)
        storage.set(LOST, String(number(LOST) + surplus))
      }
      const place = Math.max(now(), number(LAST) + 1)
      storage.set(LAST, String(place))
      storage.set(`${MESSAGE}.${place.toString(36).padStart(WIDTH, '0')}.${mine}`, text)
    },
    head(most, mostChars) {
      const found: Waiting[] = []
      let chars = 0
      for (const key of keys()) {
        const text = storage.get(key)
        // Another tab has just sent it.
        if (text === undefined) continue
        chars += text.length
        if (found.length > 0 && (found.length >= most || chars > mostChars)) break
        found.push({ key, text })
      }
      return found
    },
    remove: (gone) => gone.forEach(storage.remove),
    size: () => keys().length,
    takeLost() {
      const lost = number(LOST)
      if (lost > 0) storage.remove(LOST)
      return lost
    },
  }
}
