import { isTimeZone } from '#kernel/time.ts'
import { profilesOf } from '#modules/profile/service.ts'
import type { Ctx } from '#platform/ctx.ts'

/** What a person wishes, and when her night is. */
export interface Standing {
  /** carriers she does not want; `all` among them means none */
  optedOut: readonly string[]
  optedIn: boolean
  /** her own zone, where her attributes tell one */
  timeZone: string | undefined
}

const SILENT: Standing = { optedOut: [], optedIn: false, timeZone: undefined }

/** Attributes read: `marketing_consent` (true or false) and `time_zone` (an IANA name). */
export async function standingOf(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<(personId: string) => Standing> {
  const profiles = await profilesOf(ctx, personIds)
  const standings = new Map<string, Standing>()
  for (const [personId, { attributes, opted_out: optedOut }] of profiles) {
    const zone = attributes.time_zone
    standings.set(personId, {
      optedOut,
      optedIn: attributes.marketing_consent === true,
      timeZone: typeof zone === 'string' && isTimeZone(zone) ? zone : undefined,
    })
  }
  return (personId) => standings.get(personId) ?? SILENT
}
