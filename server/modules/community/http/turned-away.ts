import type { Context } from 'hono'
import type { Runtime } from '#platform/runtime.ts'
import type { Because } from '#wechat/callback/open.ts'

const STATUS = { bad_signature: 403, stale: 403, wrong_receiver: 403, unreadable: 400 } as const

/** Nothing is stored of what is not genuine; the log keeps that it happened, not what it said. */
export function turnedAway(c: Context, rt: Runtime, connectionId: string, because: Because) {
  rt.log.warn({ connection: connectionId, because }, 'a callback was turned away')
  return c.text(because, STATUS[because])
}

export const nowhere = (c: Context) => c.text('no such callback address', 404)
