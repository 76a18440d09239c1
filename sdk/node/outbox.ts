import type { Outbox } from '../core/outbox.ts'

/** What waits, in memory, oldest first: a server's own queue or log is where it outlives a restart. */
export function memoryOutbox(maxQueued: number): Outbox {
  const waiting = new Map<string, string>()
  let made = 0
  let lost = 0
  return {
    push(text) {
      if (waiting.size >= maxQueued) {
        for (const [oldest] of waiting) {
          waiting.delete(oldest)
          break
        }
        lost += 1
      }
      waiting.set(String(made++), text)
    },
    head(most, mostChars) {
      const found: { key: string; text: string }[] = []
      let chars = 0
      for (const [key, text] of waiting) {
        chars += text.length
        if (found.length > 0 && (found.length >= most || chars > mostChars)) break
        found.push({ key, text })
      }
      return found
    },
    remove(gone) {
      for (const key of gone) waiting.delete(key)
    },
    size: () => waiting.size,
    takeLost() {
      const before = lost
      lost = 0
      return before
    },
  }
}
