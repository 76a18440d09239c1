/** The world's own time. It only goes forward; the driver moves it, and nothing else reads a clock. */
export interface Clock {
  now(): Date
  nowMs(): number
  moveTo(atMs: number): void
}

/** Keeps its instant in the state, so that a snapshot carries it. */
export function clockOf(state: { nowMs: number }): Clock {
  return {
    now: () => new Date(state.nowMs),
    nowMs: () => state.nowMs,
    moveTo: (atMs) => {
      state.nowMs = Math.max(state.nowMs, atMs)
    },
  }
}

export const unixSeconds = (ms: number): number => Math.floor(ms / 1_000)
