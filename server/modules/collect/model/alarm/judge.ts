import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel/time.ts'
import { dispersionOf, expectedBetween } from './expectation.ts'
import type { AheadAt, Span } from './expectation.ts'
import { seenSince } from './flow.ts'
import type { Flow, Recent } from './flow.ts'

/** What breaks in how many come. */
export type VolumeKind = 'silence' | 'drop' | 'surge'

export interface VolumeBreak {
  kind: VolumeKind
  /** when it began, as far as is known */
  since: number
  seen: number
  expected: number
  /** how improbable: −ln of silence's probability, or standard deviations */
  strength: number
}

/** A source younger than this is still being learned. */
export const LEARN_MS = 7 * DAY_MS
/**
 * Silence is told when its probability is below e⁻¹⁶ ≈ 10⁻⁷. Every event begins one gap, so 200 pairs of
 * 1,000 events a day give about one false alarm in fifty days.
 */
const SURPRISE = 16
const LEAST_SILENCE_MS = 10 * MINUTE_MS
const WINDOWS_MS = [HOUR_MS, 6 * HOUR_MS]
const LEAST_EXPECTED = 20
const DROP = { z: -4, share: 0.6, half: 0.75 }
const SURGE = { z: 6, share: 2, half: 1.5, ofMost: 1.5, weeks: 3 }
/** What closes it is nearer to the usual than what opened it (hysteresis). */
const RECOVERED = { silence: 0.5, drop: 0.8, surge: 1.5 }

export interface Judged {
  breaks: VolumeBreak[]
  /** kinds that were broken and are as usual again, if one of them is open */
  recovered: VolumeKind[]
  dispersion: number
}

/** Undefined while too little is known to say anything. */
export function judge(
  flow: Flow,
  recent: Recent,
  aheadAt: AheadAt,
  dispersion = dispersionOf(flow, aheadAt),
): Judged | undefined {
  const { until } = recent
  if (until - flow.firstHour * HOUR_MS < LEARN_MS) return undefined
  const between = (from: number, to: number) => expectedBetween(flow, from, to, dispersion, aheadAt)
  const silence = silenceOf(recent, between)
  const breaks = silence
    ? [silence]
    : WINDOWS_MS.flatMap((windowMs) => levelOf(recent, between, windowMs) ?? []).slice(0, 1)
  return { breaks, recovered: recoveredOf(recent, between), dispersion }
}

type Between = (from: number, to: number) => Span | undefined

/** Beyond this nothing more is learned by adding hours. */
const LONGEST_MS = 7 * DAY_MS

function silenceOf(recent: Recent, between: Between): VolumeBreak | undefined {
  const { until, lastAt } = recent
  if (until - lastAt < LEAST_SILENCE_MS) return undefined
  const missed = between(Math.max(lastAt, until - LONGEST_MS), until)
  if (!missed || missed.surpriseOfNone < SURPRISE) return undefined
  const { mean: expected, surpriseOfNone: strength } = missed
  return { kind: 'silence', since: lastAt, seen: 0, expected, strength }
}

/** A whole window that is off, and each half of it too: one odd quarter of an hour is no break. */
function levelOf(recent: Recent, between: Between, windowMs: number): VolumeBreak | undefined {
  const to = recent.until
  const from = to - windowMs
  const middle = to - windowMs / 2
  const whole = between(from, to)
  const [first, second] = [between(from, middle), between(middle, to)]
  if (!whole || !first || !second || whole.mean < LEAST_EXPECTED) return undefined
  const seen = seenSince(recent, from)
  const late = seenSince(recent, middle)
  const halves = [
    { seen: seen - late, mean: first.mean },
    { seen: late, mean: second.mean },
  ]
  const strength = (seen - whole.mean) / whole.sd
  const found = { since: from, seen, expected: whole.mean, strength }
  if (strength <= DROP.z && seen <= DROP.share * whole.mean)
    return halves.every((it) => it.seen <= DROP.half * it.mean)
      ? { kind: 'drop', ...found }
      : undefined
  const isSurge =
    strength >= SURGE.z &&
    seen >= SURGE.share * whole.mean &&
    whole.samples >= SURGE.weeks &&
    seen >= SURGE.ofMost * whole.most &&
    halves.every((it) => it.seen >= SURGE.half * it.mean)
  return isSurge ? { kind: 'surge', ...found } : undefined
}

const JUDGED_AFTER_MS = [HOUR_MS / 2, HOUR_MS, 6 * HOUR_MS]

function recoveredOf(recent: Recent, between: Between): VolumeKind[] {
  for (const windowMs of JUDGED_AFTER_MS) {
    const from = recent.until - windowMs
    const expected = between(from, recent.until)
    if (!expected) return []
    if (expected.mean < LEAST_EXPECTED / 2) continue
    const share = seenSince(recent, from) / expected.mean
    const kinds: VolumeKind[] = []
    if (share >= RECOVERED.silence) kinds.push('silence')
    if (share >= RECOVERED.drop) kinds.push('drop')
    if (share <= RECOVERED.surge) kinds.push('surge')
    return kinds
  }
  // At an hour at which hardly anything is expected, whoever speaks again is silent no more.
  return seenSince(recent, recent.until - HOUR_MS) > 0 ? ['silence'] : []
}
