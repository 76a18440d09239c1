import type { Use } from '../model/budget.ts'
import type { LetterCarrier } from '../model/carrier.ts'
import type { Way } from '../model/choose.ts'
import { windowOf } from '../model/official-account-window.ts'
import type { Policy } from '../model/policy.ts'
import type { ReachRow } from '../store/reach.ts'
import type { Standing } from './standing.ts'

export interface WayThrough extends Way {
  /** through whom: a member of staff, an app id */
  scope: string
}

/** The ways to a person in the order wanted; of several of one carrier, the newest relation. */
export function waysOf(
  wanted: readonly LetterCarrier[],
  person: { reach: readonly ReachRow[]; standing: Standing },
  history: readonly Use[],
  policy: Policy,
): WayThrough[] {
  return wanted.flatMap((carrier) => {
    const row = person.reach.find((one) => one.carrier === carrier)
    if (!row) return []
    const { optedOut, optedIn, timeZone } = person.standing
    return [
      {
        carrier,
        scope: row.scope,
        timeZone: timeZone ?? policy.timeZone,
        optedOut: optedOut.includes('all') || optedOut.includes(carrier),
        optedIn,
        window: carrier === 'official_account' ? windowFor(row, history) : undefined,
      },
    ]
  })
}

function windowFor(row: ReachRow, history: readonly Use[]) {
  const opened =
    row.opened_at && row.opened_by ? { by: row.opened_by, at: row.opened_at } : undefined
  const used = history.filter(({ carrier }) => carrier === 'official_account')
  return windowOf(
    opened,
    used.map(({ at }) => at),
  )
}
