import type { Storage } from './host.ts'

const ANONYMOUS = 'aid'
const USER = 'uid'

/** Who uses this device now; read from the storage every time, because another tab may change it. */
export interface Person {
  anonymousId(): string
  userId(): string | undefined
  /** From now on it is this user. */
  become(userId: string): void
  /** Logged out: whoever comes next is a stranger, with nothing in common with the last one. */
  reset(): void
}

export function personOf(storage: Storage, newId: () => string): Person {
  return {
    anonymousId() {
      const known = storage.get(ANONYMOUS)
      if (known) return known
      storage.set(ANONYMOUS, newId())
      // Read back: of two tabs that begin at once one wins, and both go on with its id.
      return storage.get(ANONYMOUS) ?? ''
    },
    userId: () => storage.get(USER),
    become: (userId) => storage.set(USER, userId),
    reset() {
      storage.remove(USER)
      storage.set(ANONYMOUS, newId())
    },
  }
}
