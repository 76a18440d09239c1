import { must } from '#kernel/assert.ts'
import { requestLetters } from '#modules/deliver/service.ts'
import { grantCoupon } from '#modules/loyalty/service.ts'
import { addTags, removeTags } from '#modules/profile/service.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { Effect } from '../model/step.ts'
import type { Acting, Journey, Walker } from './walk-all.ts'

export interface Acted {
  walker: Walker
  exit: string
  detail: Readonly<Record<string, unknown>>
}

type Of<Kind extends Effect['kind']> = Acting & { effect: Extract<Effect, { kind: Kind }> }

const isOf =
  <Kind extends Effect['kind']>(kind: Kind) =>
  (acting: Acting): acting is Of<Kind> =>
    acting.effect.kind === kind

/**
 * Carries out what a pass asks for, in the transaction of the move. Every effect is keyed by run,
 * node and visit: whoever repeats it finds it done.
 */
export async function perform(
  tx: TxCtx,
  journey: Journey,
  acting: readonly Acting[],
): Promise<Acted[]> {
  if (acting.length === 0) return []
  return [
    ...(await send(tx, journey, acting.filter(isOf('send')))),
    ...(await grant(tx, journey, acting.filter(isOf('grant_coupon')))),
    ...(await tag(tx, journey, acting.filter(isOf('tag')))),
  ]
}

const keyOf = ({ runId, token }: Walker): string =>
  `run:${runId}:node:${token.nodeId}:${token.visit}`

async function send(
  tx: TxCtx,
  { journeyId }: Journey,
  acting: readonly Of<'send'>[],
): Promise<Acted[]> {
  const letters = await requestLetters(
    tx,
    acting.map(({ walker, effect }) => ({
      personId: walker.personId,
      contentId: effect.contentId,
      kind: effect.letterKind,
      carriers: effect.carriers,
      key: keyOf(walker),
      origin: { journeyId, nodeId: walker.token.nodeId, runId: walker.runId },
    })),
  )
  return acting.map(({ walker, exits }, i) => {
    const { letterId, outcome, reason } = must(letters[i], 'a letter for each that was asked for')
    const exit = outcome === 'withheld' ? exits.refused : exits.done
    return { walker, exit, detail: { letterId, outcome, ...(reason ? { reason } : {}) } }
  })
}

async function grant(
  tx: TxCtx,
  { journeyId }: Journey,
  acting: readonly Of<'grant_coupon'>[],
): Promise<Acted[]> {
  const acted: Acted[] = []
  for (const { walker, effect, exits } of acting) {
    const granted = await grantCoupon(tx, {
      couponId: effect.couponId,
      personId: walker.personId,
      key: keyOf(walker),
      reason: `journey:${journeyId}`,
    })
    const has = granted.kind === 'granted' || granted.kind === 'already_granted'
    acted.push({
      walker,
      exit: has ? exits.done : exits.refused,
      detail: has ? { grantId: granted.grantId } : { reason: granted.kind },
    })
  }
  return acted
}

async function tag(
  tx: TxCtx,
  { journeyId }: Journey,
  acting: readonly Of<'tag'>[],
): Promise<Acted[]> {
  const alike = Map.groupBy(acting, ({ effect }) => `${effect.act}\n${effect.tag}`)
  for (const group of alike.values()) {
    const effect = must(group[0], 'a tag to put').effect
    const personIds = group.map(({ walker }) => walker.personId)
    if (effect.act === 'add') {
      const reason = `journey:${journeyId}`
      await addTags(tx, { personIds, tag: effect.tag, by: 'journey', reason })
    } else await removeTags(tx, { personIds, tag: effect.tag })
  }
  return acting.map(({ walker, effect, exits }) => ({
    walker,
    exit: exits.done,
    detail: { tag: effect.tag },
  }))
}
