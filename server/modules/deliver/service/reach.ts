import type { Ctx } from '#platform/ctx.ts'
import { roomLeft } from '../model/budget.ts'
import { CARRIER_SAYS, declines } from '../model/carrier.ts'
import { windowOf } from '../model/official-account-window.ts'
import { quietUntil } from '../model/span.ts'
import { budgetsOf, loadPolicy } from '../store/budget.ts'
import { reachOfPeople } from '../store/reach.ts'
import { listLetters } from '../store/reports.ts'
import { letterView } from './letters.ts'
import { standingOf } from './standing.ts'

const LETTERS_SHOWN = 50

/** Law 14: how can she be reached, what is left, what did she get, and what not and why? */
export async function reachOfPerson(ctx: Ctx, { personId }: { personId: string }) {
  const policy = await loadPolicy(ctx.db, ctx.workspaceId)
  const reach = (await reachOfPeople(ctx, [personId])).get(personId) ?? []
  const history = (await budgetsOf(ctx, [personId])).get(personId) ?? []
  const { optedOut, timeZone } = (await standingOf(ctx, [personId]))(personId)
  const zone = timeZone ?? policy.timeZone
  const quiet = policy.quietHours && quietUntil(policy.quietHours, ctx.now, zone)
  const letters = await listLetters(ctx, { personId }, LETTERS_SHOWN, 0)
  const used = history.filter(({ carrier }) => carrier === 'official_account')
  return {
    personId,
    carriers: reach.map((row) => {
      const opened =
        row.opened_at && row.opened_by ? { by: row.opened_by, at: row.opened_at } : undefined
      const window =
        row.carrier === 'official_account'
          ? windowOf(
              opened,
              used.map(({ at }) => at),
            )
          : undefined
      return {
        carrier: row.carrier,
        says: CARRIER_SAYS[row.carrier],
        since: row.since.toISOString(),
        through: row.scope,
        optedOut: declines(optedOut, row.carrier),
        windowClosesAt: opened && window ? window.closesAt.toISOString() : null,
        windowLeft: window ? Math.max(window.left, 0) : null,
      }
    }),
    room: roomLeft(policy, history, ctx.now),
    quietUntil: quiet ? quiet.toISOString() : null,
    letters: letters.map(letterView),
  }
}
