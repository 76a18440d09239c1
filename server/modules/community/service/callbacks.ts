import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { COMMUNITY_REFUSALS } from '../contract.ts'
import type { CallbackState, Platform } from '../model/callback.ts'
import * as store from '../store/callbacks.ts'
import type { CallbackRow } from '../store/callbacks.ts'

const refuse = refusals(COMMUNITY_REFUSALS)

const viewOf = (row: CallbackRow) => ({
  callbackId: row.callback_id,
  platform: row.platform,
  kind: row.kind,
  staffUserid: row.staff_userid,
  state: row.state,
  attempts: row.attempts,
  error: row.error,
  happenedAt: row.happened_at.toISOString(),
  receivedAt: row.received_at.toISOString(),
  nextTryAt: row.next_try_at?.toISOString() ?? null,
  settledAt: row.settled_at?.toISOString() ?? null,
})

export async function listCallbacks(
  ctx: Ctx,
  input: {
    state?: CallbackState | undefined
    kind?: string | undefined
    platform?: Platform | undefined
    staffUserid?: string | undefined
    from?: string | undefined
    to?: string | undefined
    cursor?: string | undefined
    limit: number
  },
) {
  const offset = offsetOf(input.cursor)
  const { from, to, ...rest } = input
  const filter = { ...rest, from: instant(from), to: instant(to) }
  const rows = await store.listCallbacks(ctx.db, ctx.workspaceId, filter, input.limit + 1, offset)
  const { items, next } = pageFrom(rows, input.limit, offset)
  return { items: items.map(viewOf), next }
}

const instant = (text: string | undefined) => (text === undefined ? undefined : new Date(text))

async function mustFind(ctx: Ctx, callbackId: string): Promise<CallbackRow> {
  const found = await store.findCallback(ctx.db, ctx.workspaceId, callbackId)
  return found ?? refuse.no_such_callback()
}

/** The text as it was decrypted. It holds personal data: whoever reads it is written down. */
export async function callbackPayload(ctx: Ctx, { callbackId }: { callbackId: string }) {
  const row = await mustFind(ctx, callbackId)
  await audit(ctx, {
    action: 'community.callback_read',
    subjectKind: 'callback',
    subjectId: callbackId,
  })
  return { ...viewOf(row), xml: ctx.secrets.open(row.sealed) }
}

/** Works it off again from the beginning. What it did before is not done twice. */
export async function replayCallback(ctx: Ctx, { callbackId }: { callbackId: string }) {
  const row = await mustFind(ctx, callbackId)
  if (row.state === 'ignored') return refuse.nothing_to_do({ kind: row.kind })
  await ctx.transact(async (tx) => {
    await store.replayCallback(tx.db, tx.workspaceId, callbackId, tx.now)
    const about = { subjectKind: 'callback', subjectId: callbackId }
    await audit(tx, { action: 'community.callback_replayed', ...about })
    tx.wake('community.callbacks')
  })
  return viewOf(await mustFind(ctx, callbackId))
}
