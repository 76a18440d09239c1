import type { Gift } from '#modules/loyalty/model/wallet.ts'
import type { Acceptance, ClosedReason } from './game.ts'

/** The rules of a game as pages tell them: what the server holds itself to, and the brand's words. */
export interface GameTold {
  gameId: string
  name: string
  forInviter: Gift | null
  forFriend: Gift | null
  withinDays: number
  minPayFen: number
  maxRewards: number
  rules: string
  shopUrl: string | null
  startsAt: string | null
  endsAt: string | null
  /** `null` while people may invite and accept */
  closed: ClosedReason | null
}

interface Told {
  brand: string
  game: GameTold
  /** a look at a page that nobody has been sent; nothing on it can be pressed */
  isPreview: boolean
}

/**
 * Where a friend stands with an invitation. `own`: it is hers; `kept`: somebody else had brought her
 * before; `not_new`: she has bought before.
 */
export type Standing = 'open' | 'own' | 'kept' | 'not_new' | Acceptance

export interface FriendPage extends Told {
  page: 'friend'
  code: string
  /** who invites, masked */
  inviter: string | null
  standing: Standing
  /** until when the first order must be paid, once accepted */
  payBy: string | null
}

export interface FriendLine {
  name: string | null
  state: Acceptance
  acceptedAt: string
  /** what the inviter got for her: a coupon, or none because there were none left */
  got: 'coupon' | 'none_left' | null
}

export interface InviterPage extends Told {
  page: 'inviter'
  code: string
  url: string
  friends: readonly FriendLine[]
  accepted: number
  ordered: number
  rewardsLeft: number
}

export interface GamePage extends Told {
  page: 'game'
  /** this browser's owner is known, so she can have an invitation of her own */
  isKnown: boolean
}

export interface InvitationsPage {
  page: 'invitations'
  brand: string
  name: string | null
  mine: readonly {
    code: string
    game: string
    closed: ClosedReason | null
    accepted: number
    ordered: number
  }[]
  /** games she could take part in */
  open: readonly { gameId: string; game: string }[]
}

export interface Stand {
  isInviter: boolean
  /** what she accepted in this game, if anything */
  acceptance: { invitationId: string; state: Acceptance } | undefined
  invitationId: string
  hasBought: boolean
}

/** What pressing "accept" would come to, known before it is pressed. */
export function standing({ isInviter, acceptance, invitationId, hasBought }: Stand): Standing {
  if (isInviter) return 'own'
  if (acceptance) return acceptance.invitationId === invitationId ? acceptance.state : 'kept'
  return hasBought ? 'not_new' : 'open'
}

/** What she got, as the page says it; the ledger's own words stay inside. */
export function got(state: Acceptance, outcome: string | null): FriendLine['got'] {
  if (state !== 'rewarded') return null
  return outcome === 'granted' || outcome === 'already_granted' ? 'coupon' : 'none_left'
}
