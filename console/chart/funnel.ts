export interface FunnelStep {
  name: string
  people: number
}

export interface FunnelRow extends FunnelStep {
  /** Of those who began; `undefined` when nobody did. */
  ofFirst: number | undefined
  /** Of those who reached the step before. */
  ofPrevious: number | undefined
  /** Who reached the step before and not this one. */
  lost: number
}

export function funnelRows(steps: readonly FunnelStep[]): FunnelRow[] {
  const first = steps[0]?.people ?? 0
  return steps.map((step, i) => {
    const before = steps[i - 1]?.people ?? step.people
    return {
      ...step,
      ofFirst: first > 0 ? step.people / first : undefined,
      ofPrevious: before > 0 ? step.people / before : undefined,
      lost: before - step.people,
    }
  })
}
