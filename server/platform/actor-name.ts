import type { Ctx } from './ctx.ts'

/** Who did it, as rows and "why?" tell it. */
export const actorName = ({ actor }: Pick<Ctx, 'actor'>): string =>
  actor.kind === 'nobody' ? 'nobody' : actor.name
