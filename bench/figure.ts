/** One measured figure. `baseline` was measured raw in the same run, because machines differ. */
export interface Figure {
  name: string
  value: number
  unit: string
  baseline: number
  /** value / baseline */
  ratio: number
}

export interface Bench {
  name: string
  /** what is measured, against what, in a sentence for the page */
  says: string
  target: string
  /** takes so long that it runs only when it is named */
  isLong?: boolean
  run(log: (line: string) => void): Promise<Figure>
}

export const figure = (name: string, value: number, unit: string, baseline: number): Figure => ({
  name,
  value: rounded(value),
  unit,
  baseline: rounded(baseline),
  ratio: rounded(value / baseline),
})

const rounded = (n: number): number => Number(n.toPrecision(4))

export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** Milliseconds one run of the work takes. */
export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
