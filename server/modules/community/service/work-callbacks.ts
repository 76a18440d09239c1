import { must } from '#kernel/assert.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { parseXml } from '#wechat/callback/xml.ts'
import { officialAccountEvent } from '#wechat/official-account/events.ts'
import { wecomEvent } from '#wechat/wecom/events.ts'
import { retryAt } from '../model/callback.ts'
import { callbackTroubled, claimCallbacks } from '../store/callbacks.ts'
import type { CallbackRow } from '../store/callbacks.ts'
import { learnContact } from './contact-events.ts'
import { isOfGroup, learnGroup } from './group-events.ts'
import { learnFollower } from './follower-events.ts'
import { NotYet } from './not-yet.ts'

const BATCH = 40

/** Works off stored callbacks; one that fails keeps its error and waits, its neighbours go on. */
export async function workCallbacks(rt: Runtime): Promise<number> {
  const claimed = await claimCallbacks(rt.database.db, rt.clock.now(), BATCH)
  await Promise.all(claimed.map((callback) => workOne(rt, callback)))
  return claimed.length
}

async function workOne(rt: Runtime, callback: CallbackRow): Promise<void> {
  const ctx = rt.ctx(callback.workspace_id)
  try {
    await learn(ctx, callback)
  } catch (error) {
    // Swallowed because one callback's trouble is its own: it is kept with it, shown and repeated.
    const again = retryAt(callback.attempts, ctx.now)
    const says = error instanceof Error ? error.message : String(error)
    await callbackTroubled(
      ctx.db,
      ctx.workspaceId,
      callback.callback_id,
      { error: says.slice(0, 500), again },
      ctx.now,
    )
    const about = {
      callback: callback.callback_id,
      kind: callback.kind,
      attempts: callback.attempts,
    }
    if (error instanceof NotYet) rt.log.warn({ ...about, says }, 'a callback must wait')
    else rt.log.error({ ...about, err: error }, 'a callback could not be worked off')
  }
}

async function learn(ctx: Ctx, callback: CallbackRow): Promise<void> {
  const fields = must(parseXml(ctx.secrets.open(callback.sealed)), 'the XML that was stored')
  if (callback.platform === 'wecom') {
    const event = wecomEvent(fields)
    if (isOfGroup(event)) await learnGroup(ctx, callback, event)
    else await learnContact(ctx, callback, event)
  } else await learnFollower(ctx, callback, officialAccountEvent(fields))
}
