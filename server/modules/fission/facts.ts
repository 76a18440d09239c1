import { z } from 'zod'
import { bigId } from '#kernel/page.ts'
import { fact } from '#platform/outbox/fact.ts'

const pair = z.object({
  gameId: z.uuid(),
  acceptanceId: z.uuid(),
  inviterPersonId: bigId,
  inviteePersonId: bigId,
})

export const friendAccepted = fact('fission.friend_accepted', pair)
export const friendRewarded = fact('fission.friend_rewarded', pair)
export const rewardRevoked = fact('fission.reward_revoked', pair)
