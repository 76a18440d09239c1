/**
 * Does the split give the shares it promises? Pearson's chi-square against the promised shares; the
 * p-value by the Wilson–Hilferty cube-root approximation (Wilson & Hilferty 1931), whose error is far
 * below what the alarm needs.
 */
export interface Share {
  people: number
  percent: number
}

/** An alarm only below this: a false one in a thousand looks. */
export const ALARM_P = 0.001
/** Fewer people than this say nothing about shares. */
export const PEOPLE_MIN = 100

export type SampleRatio =
  | { kind: 'too_few' }
  | { kind: 'ok'; p: number }
  | { kind: 'mismatch'; p: number }

export function sampleRatio(shares: readonly Share[]): SampleRatio {
  const promised = shares.filter(({ percent }) => percent > 0)
  const total = promised.reduce((sum, { people }) => sum + people, 0)
  const percents = promised.reduce((sum, { percent }) => sum + percent, 0)
  if (promised.length < 2 || total < PEOPLE_MIN) return { kind: 'too_few' }
  const chiSquare = promised.reduce((sum, { people, percent }) => {
    const expected = (total * percent) / percents
    return sum + (people - expected) ** 2 / expected
  }, 0)
  const p = upperTail(chiSquare, promised.length - 1)
  return { kind: p < ALARM_P ? 'mismatch' : 'ok', p }
}

function upperTail(chiSquare: number, freedom: number): number {
  const spread = 2 / (9 * freedom)
  const z = (Math.cbrt(chiSquare / freedom) - (1 - spread)) / Math.sqrt(spread)
  return 1 - normal(z)
}

/** The normal distribution; Abramowitz & Stegun 26.2.17, |error| < 7.5e-8. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly
  return z >= 0 ? 1 - tail : tail
}
