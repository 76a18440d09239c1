import { namingChanged } from '#modules/collect/facts.ts'
import { personSplit, personsMerged } from '#modules/identity/facts.ts'
import {
  interestsMoved,
  profileChanged,
  stageChanged,
  tierChanged,
} from '#modules/profile/facts.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { FactHandler } from '#platform/module.ts'
import type { Heard } from '#platform/outbox/fact.ts'
import { follow } from './service/follow.ts'
import { absorb, datesOf, inheritDates, meet, restoreDates } from './store/memberships.ts'
import { lookAgain } from './store/segments.ts'

type Of<Body> = readonly Heard<Body>[]

const READS_OF = {
  attributes: ['attribute:*'],
  tags: ['tag:*'],
  consent: ['reachable:*'],
  reachable: ['reachable:*'],
} as const

export const onFacts: Record<string, FactHandler> = {
  [profileChanged.fact]: async (
    tx: TxCtx,
    heard: Of<{ personId: string; what: (keyof typeof READS_OF)[] }>,
  ) => {
    const what = new Set(heard.flatMap((h) => h.body.what))
    const changed = [...what].flatMap((w) => READS_OF[w])
    const personIds = [...new Set(heard.map((h) => h.body.personId))]
    await follow(tx, { personIds, changed, why: [...what].join(', '), quiet: false })
  },
  [interestsMoved.fact]: async (tx: TxCtx, heard: Of<{ personIds: string[] }>) => {
    const personIds = [...new Set(heard.flatMap((h) => h.body.personIds))]
    await follow(tx, { personIds, changed: ['interest:*'], why: 'interests', quiet: false })
  },
  [stageChanged.fact]: (tx: TxCtx, heard: Of<{ personId: string }>) =>
    portraitChanged(tx, heard, 'stage'),
  [tierChanged.fact]: (tx: TxCtx, heard: Of<{ personId: string }>) =>
    portraitChanged(tx, heard, 'tier'),

  /** A name that means something else: whoever reads it looks at everybody again. */
  [namingChanged.fact]: async (tx: TxCtx, heard: Of<{ event: string }>) => {
    const reads = [...new Set(heard.map((h) => `event:${h.body.event}`))]
    await lookAgain(tx.db, tx.workspaceId, reads)
    tx.wake('audience.backfill')
  },

  /** Policy: the older membership date is kept; the survivor is then looked at by every segment. */
  [personsMerged.fact]: async (tx: TxCtx, heard: Of<{ survivor: string; absorbed: string }>) => {
    for (const { body } of heard) await absorb(tx.db, tx.workspaceId, body.absorbed, body.survivor)
    const survivors = [...new Set(heard.map((h) => h.body.survivor))]
    await follow(tx, { personIds: survivors, changed: undefined, why: 'merge', quiet: true })
  },
  /** Policy: each is in what she is in by herself, since she was; what left keeps its date. */
  [personSplit.fact]: async (tx: TxCtx, heard: Of<{ from: string; to: string }>) => {
    const people = [...new Set(heard.flatMap((h) => [h.body.from, h.body.to]))]
    const before = await datesOf(tx.db, tx.workspaceId, people)
    await meet(tx.db, tx.workspaceId, people)
    await follow(tx, { personIds: people, changed: undefined, why: 'split', quiet: true })
    await restoreDates(tx.db, tx.workspaceId, people)
    const left = heard.flatMap(({ body: { from, to } }) =>
      before.filter((row) => row.person_id === from).map((row) => ({ ...row, person_id: to })),
    )
    await inheritDates(tx.db, tx.workspaceId, tx.now, left)
  },
}

async function portraitChanged(tx: TxCtx, heard: Of<{ personId: string }>, what: 'stage' | 'tier') {
  const personIds = [...new Set(heard.map((h) => h.body.personId))]
  await follow(tx, { personIds, changed: [what], why: what, quiet: false })
}
