/** How one property of one event from one source was filled, before and lately. */
export interface Filled {
  property: string
  before: { events: number; filled: number }
  lately: { events: number; filled: number }
}

export interface Missing {
  property: string
  /** shares of events without it */
  before: number
  lately: number
  strength: number
}

const LEAST = { before: 200, lately: 50 }
const LEAST_POINTS = 0.1
/** One false alarm in a thousand looks, whatever the number of properties looked at (Bonferroni). */
const FALSE_ALARMS = 0.001

/** P(Z > z) ≤ ½ exp(−z²/2), so this z is on the safe side of the quantile (Chernoff). */
const criticalZ = (looks: number): number =>
  Math.sqrt(2 * Math.log(Math.max(1, looks) / (2 * FALSE_ALARMS)))

/**
 * Properties that are missing more often than they were: the pooled two-proportion z test (Fleiss,
 * Statistical Methods for Rates and Proportions, §3), guarded for all that are looked at together.
 */
export function missingOf(filled: readonly Filled[], looks = filled.length): Missing[] {
  const critical = criticalZ(looks)
  return filled.flatMap(({ property, before, lately }) => {
    if (before.events < LEAST.before || lately.events < LEAST.lately) return []
    const was = 1 - before.filled / before.events
    const is = 1 - lately.filled / lately.events
    const pooled =
      (before.events - before.filled + lately.events - lately.filled) /
      (before.events + lately.events)
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / before.events + 1 / lately.events))
    const strength = error > 0 ? (is - was) / error : 0
    if (is - was < LEAST_POINTS || strength < critical) return []
    return [{ property, before: was, lately: is, strength }]
  })
}

/** The usual share is back, or nearly. */
export function isFilledAgain({ before, lately }: Filled): boolean {
  if (lately.events < LEAST.lately / 2) return false
  const was = 1 - before.filled / Math.max(1, before.events)
  const is = 1 - lately.filled / lately.events
  return is - was < LEAST_POINTS / 2
}

/** A property that came when another went, about as often filled: it was renamed. */
export function renamedTo(filled: readonly Filled[], gone: string): string | undefined {
  const old = filled.find(({ property }) => property === gone)
  if (!old) return undefined
  const usual = old.before.filled / Math.max(1, old.before.events)
  const isSuccessor = ({ before, lately }: Filled): boolean =>
    before.filled / Math.max(1, before.events) < 0.02 &&
    Math.abs(lately.filled / Math.max(1, lately.events) - usual) < 0.15
  return filled
    .filter((one) => one.lately.filled > 0 && isSuccessor(one))
    .toSorted((a, b) => likeness(b.property, gone) - likeness(a.property, gone))[0]?.property
}

/** Share of letters in common, for choosing among several newcomers. */
function likeness(a: string, b: string): number {
  const letters = new Set(a.toLowerCase())
  const common = [...new Set(b.toLowerCase())].filter((letter) => letters.has(letter)).length
  return common / Math.max(1, Math.max(letters.size, new Set(b).size))
}

export interface Value {
  value: string
  before: number
  lately: number
}

const FEW_VALUES = 20
const LEAST_OF_NEW = 5

/** Values of a property that has few, never seen before and now seen repeatedly. */
export function newValuesOf(values: readonly Value[]): Value[] {
  const known = values.filter(({ before }) => before > 0)
  const seen = known.reduce((sum, { before }) => sum + before, 0)
  if (seen < LEAST.before || known.length === 0 || known.length > FEW_VALUES) return []
  // Good–Turing: where single values are common, the next new one is nothing odd.
  const singles = known.filter(({ before }) => before === 1).length
  if (singles / seen > 0.01) return []
  return values.filter(({ before, lately }) => before === 0 && lately >= LEAST_OF_NEW)
}
