import type { NodeType } from './node.ts'
import { branch } from './nodes/branch.ts'
import { event } from './nodes/event.ts'
import { exit } from './nodes/exit.ts'
import { goal } from './nodes/goal.ts'
import { grantCoupon } from './nodes/grant-coupon.ts'
import { segmentEntered } from './nodes/segment-entered.ts'
import { send } from './nodes/send.ts'
import { split } from './nodes/split.ts'
import { tag } from './nodes/tag.ts'
import { waitFor } from './nodes/wait-for.ts'
import { wait } from './nodes/wait.ts'

export const NODE_KINDS = [
  'segment_entered',
  'event',
  'wait',
  'wait_for',
  'branch',
  'split',
  'send',
  'grant_coupon',
  'tag',
  'goal',
  'exit',
] as const
export type NodeKind = (typeof NODE_KINDS)[number]

/** Every kind of node there is, once. A kind without its file does not compile. */
export const NODES: { readonly [Kind in NodeKind]: NodeType<Kind> } = {
  segment_entered: segmentEntered,
  event,
  wait,
  wait_for: waitFor,
  branch,
  split,
  send,
  grant_coupon: grantCoupon,
  tag,
  goal,
  exit,
}
