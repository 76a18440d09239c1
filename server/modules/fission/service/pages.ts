import { maskName } from '#modules/profile/model/mask.ts'
import { brandName } from '#modules/profile/service/privacy.ts'
import { profilesOf } from '#modules/profile/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { openAt } from '../model/game.ts'
import { got, standing } from '../model/page.ts'
import type { FriendPage, GamePage, InvitationsPage, InviterPage } from '../model/page.ts'
import { firstOrders } from '../store/bought.ts'
import { findGame } from '../store/games.ts'
import type { InvitationRow } from '../store/invitations.ts'
import { rewardsOf } from '../store/invitations.ts'
import * as store from '../store/pages.ts'
import { mustFindGame } from './games.ts'
import { invitationUrl } from './invitations.ts'
import { gameTold } from './told.ts'

/** Page data: each holds what its page shows, and no person's id, number or whole name. */
async function maskedNames(ctx: Ctx, personIds: readonly string[]) {
  const profiles = await profilesOf(ctx, personIds)
  return (personId: string): string | null => {
    const { nickname, name } = profiles.get(personId)?.attributes ?? {}
    return maskName(nickname) ?? maskName(name)
  }
}

async function told(ctx: Ctx, gameId: string) {
  const game = await gameTold(ctx, await mustFindGame(ctx, gameId))
  return { brand: await brandName(ctx), game, isPreview: false }
}

export async function friendPage(
  ctx: Ctx,
  invitation: InvitationRow,
  personId: string | undefined,
): Promise<FriendPage> {
  const { game_id: gameId, invitation_id: invitationId, inviter_person: inviter } = invitation
  const { db, workspaceId } = ctx
  const acceptance =
    personId === undefined
      ? undefined
      : await store.acceptanceFor(db, workspaceId, gameId, personId)
  const bought = personId === undefined ? new Map() : await firstOrders(db, workspaceId, [personId])
  return {
    page: 'friend',
    ...(await told(ctx, gameId)),
    code: invitation.code,
    inviter: (await maskedNames(ctx, [inviter]))(inviter),
    standing: standing({
      isInviter: personId === inviter,
      acceptance: acceptance && { invitationId: acceptance.invitation_id, state: acceptance.state },
      invitationId,
      hasBought: bought.size > 0,
    }),
    payBy: acceptance?.state === 'accepted' ? acceptance.expires_at.toISOString() : null,
  }
}

/** More friends than this are counted, not listed. */
const LISTED = 100

export async function inviterPage(ctx: Ctx, invitation: InvitationRow): Promise<InviterPage> {
  const { game_id: gameId, inviter_person: inviter, code } = invitation
  const { db, workspaceId } = ctx
  const rows = await store.friendsOf(db, workspaceId, gameId, inviter, LISTED)
  const nameOf = await maskedNames(
    ctx,
    rows.map((row) => row.invitee_person),
  )
  const base = await told(ctx, gameId)
  const rewarded = await rewardsOf(db, workspaceId, gameId, inviter)
  return {
    page: 'inviter',
    ...base,
    code,
    url: invitationUrl(ctx, code),
    friends: rows.map((row) => ({
      name: nameOf(row.invitee_person),
      state: row.state,
      acceptedAt: row.accepted_at.toISOString(),
      got: got(row.state, row.inviter_outcome),
    })),
    ...(await store.countFriends(db, workspaceId, gameId, inviter)),
    rewardsLeft: Math.max(0, base.game.maxRewards - rewarded),
  }
}

/** A draft is nobody's business; everything later has a page, also when it is over. */
export async function gamePage(
  ctx: Ctx,
  gameId: string,
  isKnown: boolean,
): Promise<GamePage | undefined> {
  const game = await findGame(ctx.db, ctx.workspaceId, gameId)
  if (!game || game.state === 'draft') return undefined
  return { page: 'game', ...(await told(ctx, gameId)), isKnown }
}

/** What the two sides see before anybody is invited: the true first state, with nobody in it. */
export async function previewPage(
  ctx: Ctx,
  gameId: string,
  as: 'friend' | 'inviter',
): Promise<FriendPage | InviterPage> {
  const { brand, game } = await told(ctx, gameId)
  // A draft is looked at as it will be once it is published.
  const closed = game.closed === 'not_live' ? null : game.closed
  const base = { brand, game: { ...game, closed }, isPreview: true, code: 'preview' }
  if (as === 'friend')
    return { page: 'friend', ...base, inviter: null, standing: 'open', payBy: null }
  const none = { friends: [], accepted: 0, ordered: 0, rewardsLeft: game.maxRewards }
  return { page: 'inviter', ...base, url: gameUrl(ctx, gameId), ...none }
}

export const gameUrl = (ctx: Ctx, gameId: string): string => `${ctx.publicUrl}/g/${gameId}`

const GAMES_SHOWN = 50

export async function invitationsPage(ctx: Ctx, personId: string): Promise<InvitationsPage> {
  const { db, workspaceId, now } = ctx
  const mine: InvitationsPage['mine'][number][] = []
  const open: InvitationsPage['open'][number][] = []
  for (const row of await store.gamesOf(db, workspaceId, personId, GAMES_SHOWN)) {
    const state = openAt(row.state, row.rules, now)
    const closed = state.kind === 'closed' ? state.because : null
    if (row.code === null) {
      if (closed === null) open.push({ gameId: row.game_id, game: row.name })
      continue
    }
    const counts = await store.countFriends(db, workspaceId, row.game_id, personId)
    mine.push({ code: row.code, game: row.name, closed, ...counts })
  }
  const name = (await maskedNames(ctx, [personId]))(personId)
  return { page: 'invitations', brand: await brandName(ctx), name, mine, open }
}
