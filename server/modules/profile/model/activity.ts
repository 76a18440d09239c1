/**
 * What happened *to* a person is no sign of life: a message we sent does not make her active.
 * Everything else she did herself.
 */
const DONE_TO_HER = new Set([
  'message_sent',
  'message_failed',
  'message_delivered',
  'stage_changed',
  'tier_changed',
  'coupon_received',
  'coupon_expired',
  'points_expired',
  'refund_completed',
  'invite_accepted_by_friend',
  'reward_granted',
  'reward_revoked',
  'wecom_friend_removed',
])

export const isOwnAct = (event: string): boolean => !DONE_TO_HER.has(event)
