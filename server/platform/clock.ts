/** The only reader of the machine's clock. Everything else is handed the instant. */
export interface Clock {
  readonly kind: 'real' | 'virtual'
  now(): Date
}

export interface VirtualClock extends Clock {
  readonly kind: 'virtual'
  /** Moves forward only: time never runs back under people in flight. */
  set(to: Date): void
}

export const realClock: Clock = { kind: 'real', now: () => new Date() }

export function virtualClock(start: Date): VirtualClock {
  let current = start.getTime()
  return {
    kind: 'virtual',
    now: () => new Date(current),
    set: (to) => {
      current = Math.max(current, to.getTime())
    },
  }
}

export const isVirtual = (clock: Clock): clock is VirtualClock => clock.kind === 'virtual'
