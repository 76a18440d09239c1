import type { Ctx } from '#platform/ctx.ts'
import type { Platform } from '../model/callback.ts'

/** By which all callbacks about one customer are found again; her id cannot be computed back. */
export const subjectBlind = ({ secrets }: Pick<Ctx, 'secrets'>, platform: Platform, id: string) =>
  secrets.blind(`community.${platform}`, id)
