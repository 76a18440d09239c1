/**
 * The short, slow, obviously right funnel that the SQL is held to: from every first step, walk on
 * in order; the deepest walk counts. Steps at the same instant count in the order asked.
 */
export interface Happened {
  step: number
  atMs: number
}

export function deepest(events: readonly Happened[], steps: number, windowMs: number): number {
  const starts = events.filter((e) => e.step === 0)
  let best = 0
  for (const start of starts) {
    let at = start.atMs
    let reached = 1
    while (reached < steps) {
      const next = events
        .filter((e) => e.step === reached && e.atMs >= at && e.atMs <= start.atMs + windowMs)
        .toSorted((a, b) => a.atMs - b.atMs)[0]
      if (!next) break
      at = next.atMs
      reached += 1
    }
    best = Math.max(best, reached)
  }
  return best
}
