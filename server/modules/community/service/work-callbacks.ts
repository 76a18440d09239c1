import { must } from '#kernel/assert.ts'
import { wecomClient } from '#modules/entry/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { parseXml } from '#wechat/callback/xml.ts'
import { officialAccountEvent } from '#wechat/official-account/events.ts'
import { holdingToken } from '#wechat/session.ts'
import { wecomEvent } from '#wechat/wecom/events.ts'
import { retryAt } from '../model/callback.ts'
import { callbackTroubled, claimCallbacks } from '../store/callbacks.ts'
import type { CallbackRow } from '../store/callbacks.ts'
import { learnAdded, learnContact, readAdded } from './contact-events.ts'
import type { Added } from './contact-events.ts'
import { isOfGroup, learnGroup } from './group-events.ts'
import { learnFollower } from './follower-events.ts'
import { NotYet } from './not-yet.ts'

/** So many at once; newcomers among them share their statements. */
const BATCH = 100

/** Works off stored callbacks; one that fails keeps its error and waits, its neighbours go on. */
export async function workCallbacks(rt: Runtime): Promise<number> {
  const claimed = await claimCallbacks(rt.database.db, rt.clock.now(), BATCH)
  const houses = Map.groupBy(claimed, (callback) => callback.workspace_id)
  await Promise.all([...houses].map(([workspaceId, all]) => workAll(rt, workspaceId, all)))
  return claimed.length
}

async function workAll(
  rt: Runtime,
  workspaceId: string,
  callbacks: readonly CallbackRow[],
): Promise<void> {
  const ctx = rt.ctx(workspaceId)
  const newcomers: Newcomer[] = []
  const others: CallbackRow[] = []
  for (const callback of callbacks) {
    const event = newcomerIn(ctx, callback)
    if (event) newcomers.push({ callback, event })
    else others.push(callback)
  }
  await Promise.all([
    workNewcomers(rt, ctx, newcomers),
    ...others.map((callback) => workOne(rt, ctx, callback)),
  ])
}

/** What cannot be read is worked off on its own, and says so there. */
function newcomerIn(ctx: Ctx, callback: CallbackRow): Newcomer['event'] | undefined {
  if (callback.kind !== 'contact_added') return undefined
  try {
    const event = eventIn(ctx, callback)
    return event.kind === 'contact_added' ? event : undefined
  } catch {
    // Swallowed because it comes up again, with its callback, when that is worked off alone.
    return undefined
  }
}

type Newcomer = Pick<Added, 'callback' | 'event'>

/** Each is read from WeCom on her own; what that means is written down for all of them together. */
async function workNewcomers(rt: Runtime, ctx: Ctx, newcomers: readonly Newcomer[]): Promise<void> {
  if (newcomers.length === 0) return
  const found = await wecomClient(ctx)
  const session = found && holdingToken(found)
  const read: Added[] = []
  await Promise.all(
    newcomers.map(async ({ callback, event }) => {
      try {
        read.push(await readAdded(ctx, callback, event, session))
      } catch (error) {
        await troubled(rt, ctx, callback, error)
      }
    }),
  )
  if (read.length === 0) return
  try {
    await learnAdded(ctx, read)
  } catch (error) {
    const [only] = read
    if (only && read.length === 1) await troubled(rt, ctx, only.callback, error)
    // One that cannot be written costs itself: they are worked off one by one.
    else await Promise.all(read.map(({ callback }) => workOne(rt, ctx, callback)))
  }
}

async function workOne(rt: Runtime, ctx: Ctx, callback: CallbackRow): Promise<void> {
  try {
    await learn(ctx, callback)
  } catch (error) {
    await troubled(rt, ctx, callback, error)
  }
}

/** One callback's trouble is its own: it is kept with it, shown and repeated. */
async function troubled(
  rt: Runtime,
  ctx: Ctx,
  callback: CallbackRow,
  error: unknown,
): Promise<void> {
  const again = retryAt(callback.attempts, ctx.now)
  const says = error instanceof Error ? error.message : String(error)
  const trouble = { error: says.slice(0, 500), again }
  await callbackTroubled(ctx.db, ctx.workspaceId, callback.callback_id, trouble, ctx.now)
  const about = {
    callback: callback.callback_id,
    kind: callback.kind,
    attempts: callback.attempts,
  }
  if (error instanceof NotYet) rt.log.warn({ ...about, says }, 'a callback must wait')
  else rt.log.error({ ...about, err: error }, 'a callback could not be worked off')
}

const fieldsIn = (ctx: Ctx, callback: CallbackRow) =>
  must(parseXml(ctx.secrets.open(callback.sealed)), 'the XML that was stored')

const eventIn = (ctx: Ctx, callback: CallbackRow) => wecomEvent(fieldsIn(ctx, callback))

async function learn(ctx: Ctx, callback: CallbackRow): Promise<void> {
  if (callback.platform !== 'wecom')
    return learnFollower(ctx, callback, officialAccountEvent(fieldsIn(ctx, callback)))
  const event = eventIn(ctx, callback)
  return isOfGroup(event) ? learnGroup(ctx, callback, event) : learnContact(ctx, callback, event)
}
