import { connection } from '#modules/entry/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Request, Use } from '../model/budget.ts'
import { declines } from '../model/carrier.ts'
import type { LetterCarrier } from '../model/carrier.ts'
import { choose } from '../model/choose.ts'
import type { Choice, Way } from '../model/choose.ts'
import { windowOf } from '../model/official-account-window.ts'
import type { Policy } from '../model/policy.ts'
import type { ReachRow } from '../store/reach.ts'
import type { Standing } from './standing.ts'

const CONNECTION_OF = {
  wecom_message: 'wecom',
  official_account: 'official_account',
  sms: 'sms',
  email: 'email',
} as const

/** Which of these carriers the workspace has connected. */
export async function connectedCarriers(
  ctx: Ctx,
  wanted: readonly LetterCarrier[],
): Promise<Set<LetterCarrier>> {
  const connected = new Set<LetterCarrier>()
  for (const carrier of new Set(wanted))
    if (await connection(ctx, CONNECTION_OF[carrier])) connected.add(carrier)
  return connected
}

/** The choice among the ways that are connected; reachable only by others is a reason of its own. */
export function chooseWay(
  { policy, connected }: { policy: Policy; connected: ReadonlySet<LetterCarrier> },
  history: readonly Use[],
  ways: readonly WayThrough[],
  letter: Pick<Request, 'kind' | 'expiresAt'>,
  now: Date,
): Choice {
  const open = ways.filter(({ carrier }) => connected.has(carrier))
  return ways.length > 0 && open.length === 0
    ? { kind: 'withhold', reason: 'not_connected' }
    : choose(policy, history, open, letter, now)
}

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
        optedOut: declines(optedOut, carrier),
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
