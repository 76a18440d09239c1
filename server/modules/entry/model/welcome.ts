import { z } from 'zod'
import { TimeZone } from '#kernel/time-zone.ts'
import { DEFAULT_TIME_ZONE } from '#kernel/time.ts'
import { Hours, isWithin } from './hours.ts'
import { PLATFORM_IDS } from './platforms.ts'
import type { Platform } from './platforms.ts'

/** What a newcomer receives instead, at these hours or from these platforms; the first that fits. */
export const WelcomeVariant = z
  .object({
    hours: Hours.optional(),
    timeZone: TimeZone.default(DEFAULT_TIME_ZONE),
    platforms: z.array(z.enum(PLATFORM_IDS)).min(1).optional(),
    text: z.string().trim().min(1).max(1_000),
    contentId: z.uuid().optional(),
  })
  .refine(({ hours, platforms }) => hours !== undefined || platforms !== undefined, {
    message: 'say when or from where',
    path: ['hours'],
  })
export type WelcomeVariant = z.output<typeof WelcomeVariant>

export const fittingVariant = (
  variants: readonly WelcomeVariant[],
  { now, platform }: { now: Date; platform: Platform | undefined },
): WelcomeVariant | undefined =>
  variants.find(
    ({ hours, timeZone, platforms }) =>
      (hours === undefined || isWithin(hours, now, timeZone)) &&
      (platforms === undefined || (platform !== undefined && platforms.includes(platform))),
  )
