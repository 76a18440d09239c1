import { giftOf } from '#modules/loyalty/service/wallet.ts'
import type { Ctx } from '#platform/ctx.ts'
import { openAt } from '../model/game.ts'
import type { GameTold } from '../model/page.ts'
import type { GameRow } from '../store/games.ts'

/** A game as its pages tell it. */
export async function gameTold(ctx: Ctx, game: GameRow): Promise<GameTold> {
  const { rules } = game
  const open = openAt(game.state, rules, ctx.now)
  return {
    gameId: game.game_id,
    name: game.name,
    forInviter: (await giftOf(ctx, rules.inviterCouponId)) ?? null,
    forFriend: (await giftOf(ctx, rules.inviteeCouponId)) ?? null,
    withinDays: rules.withinDays,
    minPayFen: rules.minPayFen,
    maxRewards: rules.maxRewardsPerInviter,
    rules: rules.readableRules,
    shopUrl: rules.shopUrl ?? null,
    startsAt: rules.startsAt ? new Date(rules.startsAt).toISOString() : null,
    endsAt: rules.endsAt ? new Date(rules.endsAt).toISOString() : null,
    closed: open.kind === 'closed' ? open.because : null,
  }
}
