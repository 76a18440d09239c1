import { refusals } from '#kernel/refusal.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import { findCoupon } from '#modules/loyalty/service.ts'
import { actorName } from '#platform/actor-name.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { fissionRefusals } from '../contract.ts'
import { INVITE_RULES, REWARD_LEVELS } from '../model/compliance.ts'
import { GAME, GAME_ACTS } from '../model/game.ts'
import type { GameAct, InviteRules } from '../model/game.ts'
import * as store from '../store/games.ts'
import type { GameRow } from '../store/games.ts'

export const refuse = refusals(fissionRefusals)

const viewOf = (row: GameRow, n = { inviters: 0, accepted: 0, rewarded: 0 }) => ({
  gameId: row.game_id,
  kind: row.kind,
  name: row.name,
  state: row.state,
  may: GAME_ACTS.filter((act) => !['refused', 'no_change'].includes(GAME[row.state][act])),
  rules: row.rules,
  inviters: n.inviters,
  accepted: n.accepted,
  rewarded: n.rewarded,
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
  changedBy: row.changed_by,
})

export async function mustFindGame(ctx: Ctx, gameId: string): Promise<GameRow> {
  return (await store.findGame(ctx.db, ctx.workspaceId, gameId)) ?? refuse.no_such_game()
}

export async function listGames(ctx: Ctx, input: { cursor?: string | undefined; limit: number }) {
  const offset = offsetOf(input.cursor)
  const rows = await store.listGames(ctx.db, ctx.workspaceId, input.limit + 1, offset)
  const { items, next } = pageFrom(rows, input.limit, offset)
  return { items: items.map((row) => viewOf(row, row)), next }
}

export async function game(ctx: Ctx, { gameId }: { gameId: string }) {
  const row = await mustFindGame(ctx, gameId)
  const all = await store.listGames(ctx.db, ctx.workspaceId, 1_000, 0)
  return viewOf(
    row,
    all.find((g) => g.game_id === gameId),
  )
}

async function checkCoupons(ctx: Ctx, rules: InviteRules) {
  const { inviterCouponId, inviteeCouponId, maxRewardsPerInviter } = rules
  const inviters = await findCoupon(ctx, inviterCouponId)
  if (!inviters) return refuse.no_such_coupon({ couponId: inviterCouponId })
  if (!(await findCoupon(ctx, inviteeCouponId)))
    return refuse.no_such_coupon({ couponId: inviteeCouponId })
  const { limitPerPerson } = inviters
  if (limitPerPerson < maxRewardsPerInviter)
    return refuse.coupon_limit({ limitPerPerson, maxRewardsPerInviter })
}

export async function createGame(ctx: Ctx, input: { name: string; rules: InviteRules }) {
  await checkCoupons(ctx, input.rules)
  const gameId = ctx.newId()
  await ctx.transact(async (tx) => {
    await store.saveGame(tx.db, tx.workspaceId, { gameId, ...input }, tx.now, actorName(tx))
    const detail = { name: input.name }
    await audit(tx, { action: 'game.created', subjectKind: 'game', subjectId: gameId, detail })
  })
  return game(ctx, { gameId })
}

export async function changeGame(
  ctx: Ctx,
  input: { gameId: string; name: string; rules: InviteRules },
) {
  const row = await mustFindGame(ctx, input.gameId)
  if (row.state !== 'draft') refuse.live_rules()
  await checkCoupons(ctx, input.rules)
  await ctx.transact(async (tx) => {
    await store.saveGame(tx.db, tx.workspaceId, input, tx.now, actorName(tx))
    const detail = { name: input.name }
    await audit(tx, {
      action: 'game.changed',
      subjectKind: 'game',
      subjectId: input.gameId,
      detail,
    })
  })
  return game(ctx, input)
}

export async function actOnGame(ctx: Ctx, { gameId, act }: { gameId: string; act: GameAct }) {
  const row = await mustFindGame(ctx, gameId)
  const next = GAME[row.state][act]
  if (next === 'refused') return refuse.not_possible({ state: row.state })
  if (next !== 'no_change')
    await ctx.transact(async (tx) => {
      await store.setGameState(tx.db, tx.workspaceId, gameId, next, tx.now, actorName(tx))
      const detail = { from: row.state, to: next }
      await audit(tx, { action: `game.${act}`, subjectKind: 'game', subjectId: gameId, detail })
    })
  return game(ctx, { gameId })
}

export async function compliance(ctx: Ctx) {
  return {
    rewardLevels: REWARD_LEVELS,
    items: INVITE_RULES.map(({ says, ...rule }) => ({ ...rule, says: says[ctx.locale] })),
  }
}
