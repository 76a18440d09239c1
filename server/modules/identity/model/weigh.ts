import { APART, clashOf, compareKeys } from './derive.ts'
import type { Counts, Key, Link } from './derive.ts'
import type { Limits } from './policy.ts'

/** A person as far as a new link can tell: existing, or one that this batch makes. */
export interface Standing {
  /** undefined: not made yet */
  personId: string | undefined
  /** identifiers by slot; undefined only while nobody has needed them */
  counts: Map<string, number>
  /** some evidence at its border was outvoted */
  contested: boolean
  /** the last key among the evidence that holds it together */
  last: Key | undefined
  /** set apart from */
  enemies: Set<Standing>
  /** joined into */
  into: Standing | undefined
}

export const newcomer = (slot: string): Standing => ({
  personId: undefined,
  counts: new Map([[slot, 1]]),
  contested: false,
  last: undefined,
  enemies: new Set(),
  into: undefined,
})

export function standingOf(of: Standing): Standing {
  let at = of
  while (at.into) at = at.into
  return at
}

/** `derive_again`: only the whole evidence around the two can tell. */
export type Verdict =
  | { kind: 'holds' }
  | { kind: 'joins'; a: Standing; b: Standing }
  | { kind: 'outvoted'; clash: string }
  | { kind: 'derive_again' }

/**
 * What a new link does, without looking at all evidence again, and yet as `derive` would have it:
 *
 * - Where nothing was ever outvoted and the union keeps even the strict limits, order is of no
 *   consequence (limits are monotone: what fits as a whole fits in every part).
 * - Where the link's key comes after every key that holds the two together, `derive` would meet it
 *   last, and find exactly these two persons.
 * - Else an older or stronger link has arrived late at a contested person: derive again.
 */
export function weigh(link: Link, of: { a: Standing; b: Standing }, limits: Limits): Verdict {
  const [a, b] = [standingOf(of.a), standingOf(of.b)]
  const last = isAfter(link, a.last) && isAfter(link, b.last)
  if (a === b) return !a.contested || last ? { kind: 'holds' } : { kind: 'derive_again' }
  const hostile = isEnemy(a, b)
  const calm = !a.contested && !b.contested && !hostile
  if (calm && clashOf(limits, 'same_event', a.counts, b.counts) === undefined)
    return { kind: 'joins', a, b }
  if (!last) return { kind: 'derive_again' }
  const clash = hostile ? APART : clashOf(limits, link.rule, a.counts, b.counts)
  return clash === undefined ? { kind: 'joins', a, b } : { kind: 'outvoted', clash }
}

const isAfter = (key: Key, last: Key | undefined): boolean =>
  last === undefined || compareKeys(key, last) > 0

const isEnemy = (a: Standing, b: Standing): boolean =>
  [...a.enemies].some((enemy) => standingOf(enemy) === b) ||
  [...b.enemies].some((enemy) => standingOf(enemy) === a)

/** Carries a verdict out on the standings; the elder (or the existing) takes the other in. */
export function act(
  verdict: Verdict,
  link: Link,
  of: { a: Standing; b: Standing },
  elderFirst: (a: Standing, b: Standing) => [Standing, Standing],
): void {
  if (verdict.kind === 'joins') {
    const [survivor, absorbed] = elderFirst(verdict.a, verdict.b)
    absorbed.into = survivor
    addCounts(survivor.counts, absorbed.counts)
    survivor.contested ||= absorbed.contested
    survivor.last = later(later(survivor.last, absorbed.last), link)
    for (const enemy of absorbed.enemies) survivor.enemies.add(enemy)
  } else if (verdict.kind === 'holds') {
    const standing = standingOf(of.a)
    standing.last = later(standing.last, link)
  } else for (const side of [of.a, of.b]) standingOf(side).contested = true
}

function addCounts(to: Map<string, number>, more: Counts): void {
  for (const [slot, count] of more) to.set(slot, (to.get(slot) ?? 0) + count)
}

export const later = (x: Key | undefined, y: Key | undefined): Key | undefined =>
  !x ? y : !y ? x : compareKeys(x, y) >= 0 ? x : y
