import { z } from 'zod'
import { Happening } from '#modules/audience/model/happening.ts'

/** A funnel as the address keeps it, so that a link shows the same funnel to a colleague. */
const Kept = z.object({
  steps: z.array(z.object({ event: z.string(), where: z.array(z.unknown()).default([]) })).max(30),
  windowHours: z.number().int().min(1).max(8_760).default(168),
  segmentId: z.string().optional(),
})

export interface FunnelState {
  /** Steps may be incomplete while they are being chosen. */
  steps: Happening[]
  windowHours: number
  segmentId?: string | undefined
}

export const EMPTY_STEP: Happening = { event: '', where: [] }

export function readFunnel(search: Readonly<Record<string, unknown>>): FunnelState {
  const kept = Kept.safeParse(search.funnel)
  if (!kept.success) return { steps: [EMPTY_STEP, EMPTY_STEP], windowHours: 168 }
  const { steps, windowHours, segmentId } = kept.data
  return {
    steps: steps.map((step) => {
      const whole = Happening.safeParse(step)
      return whole.success ? whole.data : { event: step.event, where: [] }
    }),
    windowHours,
    segmentId,
  }
}

export const isAskable = ({ steps }: FunnelState): boolean =>
  steps.length >= 2 && steps.every((step) => Happening.safeParse(step).success)

export const FUNNEL_STARTERS = {
  starterBuy: ['product_viewed', 'product_added', 'order_paid'],
  starterPool: ['link_clicked', 'wecom_friend_added', 'order_paid'],
  starterLoop: [
    'link_clicked',
    'product_viewed',
    'wecom_friend_added',
    'order_paid',
    'invite_sent',
  ],
} as const satisfies Record<string, readonly string[]>

export type FunnelStarter = keyof typeof FUNNEL_STARTERS
export const FUNNEL_STARTER_NAMES = Object.keys(FUNNEL_STARTERS) as FunnelStarter[]
