import { HOUR_MS } from '#kernel/time.ts'
import { WEEK_HOURS, hourOf } from './flow.ts'
import type { Flow } from './flow.ts'

/**
 * An hour is expected to be the median of the same hour of the last four weeks; while fewer than three
 * of them are known, the median of the same hour of the last days. Counts scatter as an over-dispersed
 * Poisson count does (quasi-Poisson: McCullagh & Nelder, Generalized Linear Models, 2nd ed., §6.2):
 *
 *   variance of a sum = φ · mean · (1 + π / 2n) + (0.1 · mean)²
 *
 * π/2n is what a median of n values itself is off by (Kenney & Keeping, Mathematics of Statistics,
 * §2.13); the last term is that whole days are busier or quieter than others. φ comes from the squared
 * residuals r² of the hours before: max(1, median(r²) / 0.455, ninth decile(r²) / 2.706), the same
 * quantiles of χ² with one degree. Quantiles, so that a break of some hours teaches nothing.
 */
export interface Expected {
  mean: number
  /** so many hours it is the median of */
  samples: number
  /** the greatest of them */
  most: number
}

/** Minutes the zone's clock is ahead at an hour: an hour of the week is the wall clock's. */
export type AheadAt = (hour: number) => number

const WEEKS = 4
const DAYS = 14
const LEAST_WEEKS = 3
const LEAST_DAYS = 5

export const WOBBLE = 0.1

export function expectedAt(flow: Flow, hour: number, aheadAt: AheadAt): Expected | undefined {
  const weeks = same(flow, hour, WEEK_HOURS, WEEKS, aheadAt)
  if (weeks.length >= LEAST_WEEKS) return of(weeks)
  const days = same(flow, hour, 24, DAYS, aheadAt)
  return days.length >= LEAST_DAYS ? of(days) : undefined
}

function same(flow: Flow, hour: number, apart: number, times: number, aheadAt: AheadAt): number[] {
  const found: number[] = []
  const ahead = aheadAt(hour)
  for (let i = 1; i <= times; i++) {
    const then = hour - i * apart
    const shifted = then + Math.round((ahead - aheadAt(then)) / 60)
    const count = flow.counts[shifted - flow.firstHour]
    if (count !== undefined) found.push(count)
  }
  return found
}

const of = (counts: number[]): Expected => ({
  mean: quantile(counts, 0.5),
  samples: counts.length,
  most: Math.max(...counts),
})

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? 0
  return low + (high - low) * (at - Math.floor(at))
}

const medianError = (samples: number): number => 1 + Math.PI / 2 / samples

/** How much more than Poisson it scatters, from the hours of the last two weeks. */
export function dispersionOf(flow: Flow, aheadAt: AheadAt): number {
  const squares: number[] = []
  const end = flow.firstHour + flow.counts.length
  for (let hour = Math.max(flow.firstHour, end - 2 * WEEK_HOURS); hour < end; hour++) {
    const expected = expectedAt(flow, hour, aheadAt)
    const count = flow.counts[hour - flow.firstHour] ?? 0
    // Residuals of tiny counts say nothing of the spread: they are 0 or 1.
    if (!expected || expected.mean < 1) continue
    squares.push((count - expected.mean) ** 2 / (expected.mean * medianError(expected.samples)))
  }
  if (squares.length < 24) return 2
  return Math.max(1, quantile(squares, 0.5) / 0.455, quantile(squares, 0.9) / 2.706)
}

/** A span's expectation: the sum over its hours, parts of hours by their share. */
export interface Span extends Expected {
  sd: number
  /**
   * −ln P(nothing comes). A count of variance φ·mean is negative binomial (Cameron & Trivedi, Regression
   * Analysis of Count Data, 2nd ed., §3.3, “NB1”), so an hour's part s stays empty with probability
   * (1 + s(φ−1))^(−mean/(φ−1)); for φ = 1 that is Poisson's exp(−s·mean).
   */
  surpriseOfNone: number
}

export function expectedBetween(
  flow: Flow,
  from: number,
  to: number,
  dispersion: number,
  aheadAt: AheadAt,
): Span | undefined {
  let mean = 0
  let most = 0
  let variance = 0
  let surpriseOfNone = 0
  const beyond = dispersion - 1
  let samples = Number.POSITIVE_INFINITY
  for (let hour = hourOf(from); hour * HOUR_MS < to; hour++) {
    const expected = expectedAt(flow, hour, aheadAt)
    if (!expected) return undefined
    const share = (Math.min(to, (hour + 1) * HOUR_MS) - Math.max(from, hour * HOUR_MS)) / HOUR_MS
    mean += expected.mean * share
    most += expected.most * share
    variance += dispersion * expected.mean * share * medianError(expected.samples)
    surpriseOfNone +=
      expected.mean * (beyond > 1e-6 ? Math.log(1 + share * beyond) / beyond : share)
    samples = Math.min(samples, expected.samples)
  }
  return { mean, most, samples, surpriseOfNone, sd: Math.sqrt(variance + (WOBBLE * mean) ** 2) }
}
