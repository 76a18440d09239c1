import { isTimeZone } from '#kernel/time.ts'
import { workspaceChanged, workspaceCreated } from '#modules/governance/facts.ts'
import { personSplit, personsMerged } from '#modules/identity/facts.ts'
import { identifiersOf } from '#modules/identity/service.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { FactHandler } from '#platform/module.ts'
import type { Heard } from '#platform/outbox/fact.ts'
import { blindOf } from './service/addresses.ts'
import { mergeBudgets, moveLetters, splitLetters } from './store/people.ts'
import { saveZone } from './store/budget.ts'
import { moveReach, moveReachOf } from './store/reach.ts'

async function keepZone(tx: TxCtx, heard: readonly Heard<{ timeZone: string }>[]): Promise<void> {
  const last = heard.at(-1)
  if (last && isTimeZone(last.body.timeZone)) await saveZone(tx, last.body.timeZone)
}

/**
 * Policy. Merge: addresses, letters and what was used of the budget become the survivor's, so that one
 * person never gets two people's worth. Split: addresses go with their identifiers; letters from before
 * a merge go back with the room they took; others stay, because nobody can tell whom they reached.
 */
export const onFacts: Record<string, FactHandler> = {
  [workspaceCreated.fact]: keepZone,
  [workspaceChanged.fact]: keepZone,
  [personsMerged.fact]: async (
    tx: TxCtx,
    heard: readonly Heard<{ survivor: string; absorbed: string }>[],
  ) => {
    for (const { body } of heard) {
      await moveReach(tx, body.absorbed, body.survivor)
      await moveLetters(tx, body.absorbed, body.survivor)
      await mergeBudgets(tx, body.absorbed, body.survivor)
    }
  },
  [personSplit.fact]: async (tx: TxCtx, heard: readonly Heard<{ from: string; to: string }>[]) => {
    const owners = await identifiersOf(
      tx,
      heard.map(({ body }) => body.to),
    )
    for (const { body } of heard) {
      const blinds = (owners.get(body.to) ?? []).flatMap(({ kind, value }) => {
        const carrier = CARRIER_OF[kind]
        return carrier ? [blindOf(tx.secrets, carrier, value)] : []
      })
      await moveReachOf(tx, body.from, body.to, blinds)
      await splitLetters(tx, body.from, body.to)
    }
  },
}

const CARRIER_OF: Readonly<
  Record<string, 'sms' | 'email' | 'official_account' | 'wecom_message' | undefined>
> = {
  phone: 'sms',
  email: 'email',
  openid: 'official_account',
  external_userid: 'wecom_message',
}
