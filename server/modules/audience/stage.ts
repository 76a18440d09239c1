import { withNames } from '#modules/collect/model/naming/naming.ts'
import { namingIn } from '#modules/collect/service/naming.ts'
import type { ResolvedEvent } from '#platform/event.ts'
import type { Stage } from '#platform/module.ts'
import { follow } from './service/follow.ts'
import { meet } from './store/memberships.ts'

/** Events that change the portrait too: profile has computed it just before, in this transaction. */
const changesPortrait = (e: ResolvedEvent): boolean =>
  e.type === 'identify' ||
  e.type === 'alias' ||
  Object.keys(e.traits).length > 0 ||
  e.traitsOnce !== undefined ||
  e.event === 'order_paid' ||
  e.event === 'refund_completed' ||
  e.event === 'wecom_friend_added'

const PORTRAIT = ['attribute:*', 'stage', 'tier', 'source', 'reachable:*', 'interest:*', 'tag:*']

/** Memberships follow events in the transaction that makes the events done (law 4). */
export const audienceStage: Stage = {
  async project(tx, events) {
    const naming = await namingIn(tx)
    const people = [...new Set(events.map((e) => e.personId))]
    const strangers = new Set(await meet(tx.db, tx.workspaceId, people))
    const live = new Set(events.filter((e) => !e.history).map((e) => e.personId))
    for (const quiet of [false, true]) {
      const here = (id: string) => live.has(id) !== quiet
      const because = { why: quiet ? 'history' : whyOf(events), quiet }
      await follow(tx, { personIds: [...strangers].filter(here), changed: undefined, ...because })
      const known = events.filter((e) => !strangers.has(e.personId) && here(e.personId))
      if (known.length === 0) continue
      // A person who came back may have left silence: her stage is looked at with her events.
      const changed = [
        'stage',
        'tier',
        ...new Set(withNames(naming, known).map((e) => `event:${e.event}`)),
      ]
      if (known.some(changesPortrait)) changed.push(...PORTRAIT)
      await follow(tx, {
        personIds: [...new Set(known.map((e) => e.personId))],
        changed,
        ...because,
      })
    }
  },
}

const whyOf = (events: readonly ResolvedEvent[]): string => {
  const names = new Set(events.map((e) => e.event))
  return names.size === 1 ? ([...names][0] ?? 'events') : 'events'
}
