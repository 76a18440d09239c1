import { sql } from 'kysely'
import { atOnceWhile } from '#platform/look.ts'
import type { Tick } from '#platform/module.ts'
import type { Runtime } from '#platform/runtime.ts'
import { change } from './change.ts'
import { policyIn } from './policy.ts'
import { rederive } from './rederive.ts'
import { regroup } from './regroup.ts'
import { identifiersOfPersons } from './store/identifiers.ts'
import { currentPersons } from './store/persons.ts'
import { advanceRun, anyRun, takeTodo } from './store/policy.ts'

/** Short turns, so that events go on between them. */
const A_TURN = 100

/** Derives again the next few persons that a change of the rules may touch. Answers how many. */
export async function applyRules(rt: Runtime): Promise<number> {
  const workspaceId = await anyRun(rt.database.db)
  if (workspaceId === undefined) return 0
  const ctx = rt.ctx(workspaceId)
  return change(ctx, async (tx) => {
    const policy = await policyIn(tx)
    const taken = await takeTodo(tx.db, workspaceId, A_TURN)
    // Whoever was merged meanwhile is looked at as whom she went into.
    const people = [...new Set((await currentPersons(tx.db, workspaceId, taken)).values())]
    const { merges, splits } = await regroup(tx, people, policy.limits, new Set())
    const own = await identifiersOfPersons(tx.db, workspaceId, people)
    if (own.length > 0)
      await rederive(
        tx,
        own.map((row) => row.ident_id),
        policy,
      )
    const isLast = taken.length < A_TURN
    await advanceRun(tx.db, workspaceId, {
      ...{ merged: merges, split: splits, finishedAt: isLast ? tx.now : undefined },
    })
    if (isLast) tx.log.info({ version: policy.version }, 'rules of identity are applied backwards')
    return taken.length
  })
}

export const rulesTick: Tick = {
  name: 'identity.rules',
  everyMs: 1_000,
  run: applyRules,
  due: atOnceWhile(sql`exists (select 1 from identity.policy_run where finished_at is null)`),
}
