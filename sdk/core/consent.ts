import type { Storage } from './host.ts'

const CONSENT = 'consent'

export interface Gate {
  isOpen(): boolean
  /** The decision is remembered; a withdrawal takes everything else away. */
  decide(isGiven: boolean): void
  /** The storage behind the gate: while it is closed, nothing is written. */
  storage: Storage
}

/** The decision is read every time, so that a withdrawal in one tab holds in all of them. */
export function gateOf(storage: Storage, required: boolean): Gate {
  const isOpen = () => {
    const decision = storage.get(CONSENT)
    return required ? decision === 'yes' : decision !== 'no'
  }
  return {
    isOpen,
    decide(isGiven) {
      if (!isGiven) storage.keys().forEach(storage.remove)
      storage.set(CONSENT, isGiven ? 'yes' : 'no')
    },
    storage: {
      ...storage,
      get: (key) => (isOpen() ? storage.get(key) : undefined),
      set: (key, value) => {
        if (isOpen()) storage.set(key, value)
      },
    },
  }
}
