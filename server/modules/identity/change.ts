import type { Actor, Ctx, TxCtx } from '#platform/ctx.ts'
import { forget } from './cache.ts'
import { byId } from './model/derive.ts'
import { pushRedirectsOf } from './redirects.ts'
import type { ActionKind, Did, Pair } from './store/actions.ts'
import { bumpGraph, lockGraph } from './store/graph.ts'

export const nameOf = (actor: Actor): string => ('name' in actor ? actor.name : 'nobody')

export const saidBy = (tx: TxCtx, why: string) => ({ now: tx.now, by: nameOf(tx.actor), why })

export const actionOf = (tx: TxCtx, kind: ActionKind, why: string, did: Did) => ({
  ...{ kind, did, why, at: tx.now, by: nameOf(tx.actor) },
})

/** Each pair once, the smaller id first. */
export const partedBy = (pairs: readonly Pair[]): Pair[] => [
  ...new Map(
    pairs.map(({ a, b }) => [`${a}:${b}`, byId(a, b) <= 0 ? { a, b } : { a: b, b: a }]),
  ).values(),
]

/** Looks at what a rehearsed change would have done, before it is rolled back. */
export type Answers = (tx: TxCtx) => Promise<void>

class Rehearsed extends Error {
  override name = 'Rehearsed'
  readonly answer: unknown
  constructor(answer: unknown) {
    super('a rehearsal is rolled back')
    this.answer = answer
  }
}

/**
 * A change that a person made, done when this returns: persons derived again, history redirected,
 * so that every chart asked from now on follows. With `rehearse` nothing stays of it.
 */
export async function change<T>(
  ctx: Ctx,
  work: (tx: TxCtx) => Promise<T>,
  rehearse?: Answers,
): Promise<T> {
  try {
    const answer = await ctx.transact(async (tx) => {
      await lockGraph(tx.db, tx.workspaceId)
      const done = await work(tx)
      if (rehearse) {
        await rehearse(tx)
        throw new Rehearsed(done)
      }
      await bumpGraph(tx.db, tx.workspaceId)
      forget(tx.system, tx.workspaceId)
      return done
    })
    await pushRedirectsOf(ctx)
    return answer
  } catch (error) {
    if (error instanceof Rehearsed) return error.answer as T
    throw error
  }
}

/** What would come of it: done, and rolled back. The graph is not locked meanwhile. */
export async function rehearsed<T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  try {
    return await ctx.transact(async (tx) => {
      throw new Rehearsed(await work(tx))
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.answer as T
    throw error
  }
}
