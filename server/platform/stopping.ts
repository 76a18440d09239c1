/**
 * Thrown by work that was cut short because this process ends. Nobody's fault and nothing is lost:
 * what was under way is whole or undone, and the next process goes on from there.
 */
export class Stopping extends Error {
  constructor() {
    super('this process is stopping')
  }
}

/** Throws Stopping once the signal is given. */
export function goOnUnless(stop: AbortSignal): void {
  if (stop.aborted) throw new Stopping()
}
