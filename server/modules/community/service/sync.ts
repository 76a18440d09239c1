import { refusals } from '#kernel/refusal.ts'
import { addMs } from '#kernel/time.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { PlatformFault } from '#wechat/http.ts'
import { COMMUNITY_REFUSALS } from '../contract.ts'
import { EVERY_MS, SYNC_KINDS, tryAgainAt } from '../model/sync.ts'
import type { SyncKind, SyncProgress } from '../model/sync.ts'
import { claimSync, ensureSyncs, pauseSync, saveSync, startSync, syncsOf } from '../store/syncs.ts'
import type { SyncRow } from '../store/syncs.ts'
import { NotYet } from './not-yet.ts'
import { readContacts } from './read-contacts.ts'
import { readGroups } from './read-groups.ts'
import { readStaff } from './read-staff.ts'

const refuse = refusals(COMMUNITY_REFUSALS)

/** One step of a reading: how far it is now, and whether that was all. */
export interface Step {
  progress: SyncProgress
  complete: boolean
}

const STEP: Readonly<Record<SyncKind, (ctx: Ctx, row: SyncRow) => Promise<Step>>> = {
  staff: readStaff,
  contacts: readContacts,
  groups: readGroups,
}

/** Takes one step of whatever reading is due; a crash repeats one step at most. */
export async function sync(rt: Runtime): Promise<number> {
  const row = await claimSync(rt.database.db, rt.clock.now())
  if (!row) return 0
  const ctx = rt.ctx(row.workspace_id)
  try {
    const { progress, complete } = await STEP[row.kind](ctx, row)
    await saveSync(ctx.db, ctx.workspaceId, row.kind, {
      state: complete ? 'idle' : 'running',
      progress,
      failures: 0,
      nextTryAt: complete ? addMs(ctx.now, EVERY_MS[row.kind]) : ctx.now,
      finishedAt: complete ? ctx.now : undefined,
      error: undefined,
    })
    // Whose customers and groups to read is known once the staff is.
    if (complete && row.kind === 'staff' && !row.finished_at)
      for (const kind of ['contacts', 'groups'] as const)
        await startSync(ctx.db, ctx.workspaceId, kind, ctx.now)
  } catch (error) {
    if (!(error instanceof NotYet || error instanceof PlatformFault)) throw error
    const again = tryAgainAt(row.failures + 1, ctx.now)
    await saveSync(ctx.db, ctx.workspaceId, row.kind, {
      state: again ? 'running' : 'failed',
      progress: row.progress,
      failures: row.failures + 1,
      nextTryAt: again ?? addMs(ctx.now, EVERY_MS[row.kind]),
      finishedAt: undefined,
      error: error.message.slice(0, 500),
    })
    rt.log.warn({ kind: row.kind, says: error.message }, 'reading from WeCom must wait')
  }
  return 1
}

export async function syncProgress(ctx: Ctx) {
  const rows = new Map((await syncsOf(ctx.db, ctx.workspaceId)).map((row) => [row.kind, row]))
  return { items: SYNC_KINDS.map((kind) => viewOf(kind, rows.get(kind))) }
}

const viewOf = (kind: SyncKind, row: SyncRow | undefined) => ({
  kind,
  state: row?.state ?? ('idle' as const),
  staffTotal: row?.progress.staffTotal ?? 0,
  staffDone: row?.progress.staffDone ?? 0,
  contactsListed: row?.progress.contactsListed ?? 0,
  contactsRead: row?.progress.contactsRead ?? 0,
  groupsListed: row?.progress.groupsListed ?? 0,
  groupsRead: row?.progress.groupsRead ?? 0,
  found: row?.progress.found ?? row?.progress.membersFound ?? 0,
  lost: row?.progress.lost ?? row?.progress.membersLost ?? 0,
  startedAt: row?.started_at?.toISOString() ?? null,
  finishedAt: row?.finished_at?.toISOString() ?? null,
  nextAt: row?.next_try_at?.toISOString() ?? null,
  error: row?.error ?? null,
})

/** Starts a reading now, or lets a paused one go on where it was. */
export async function startReading(ctx: Ctx, { kind }: { kind: SyncKind }) {
  await ctx.transact(async (tx) => {
    await ensureSyncs(tx.db, tx.workspaceId, tx.now)
    await startSync(tx.db, tx.workspaceId, kind, tx.now)
    const about = { action: 'community.sync_started', subjectKind: 'sync', subjectId: kind }
    await audit(tx, about)
    tx.wake('community.sync')
  })
  return syncProgress(ctx)
}

export async function pauseReading(ctx: Ctx, { kind }: { kind: SyncKind }) {
  await ctx.transact(async (tx) => {
    if (!(await pauseSync(tx.db, tx.workspaceId, kind))) refuse.not_running({ kind })
    await audit(tx, { action: 'community.sync_paused', subjectKind: 'sync', subjectId: kind })
  })
  return syncProgress(ctx)
}
