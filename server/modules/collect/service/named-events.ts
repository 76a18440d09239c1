import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { actorName } from '#platform/actor-name.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { violates } from '#platform/db/db.ts'
import { NAMING_REFUSALS } from '../contract/named-events.ts'
import type { NamedEventView } from '../contract/named-events.ts'
import { namingChanged } from '../facts.ts'
import { isReserved } from '../model/naming/reserved.ts'
import type { Rule } from '../model/naming/rule.ts'
import { wasCollected } from '../queries/was-collected.ts'
import * as store from '../store/named-events.ts'
import { forgetNaming } from './naming.ts'
import type { NamedEventRow } from '../store/named-events.ts'

const refuse = refusals(NAMING_REFUSALS)

const NAMED_MAX = 500

const viewOf = (row: NamedEventRow): NamedEventView => ({
  id: row.id,
  name: row.name,
  label: row.label,
  note: row.note,
  rule: row.rule,
  version: row.version,
  archivedAt: row.archived_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
  changedAt: row.changed_at.toISOString(),
  changedBy: row.changed_by,
})

export async function namedEvents(
  ctx: Ctx,
  input: { cursor?: string | undefined; limit: number; q?: string | undefined; archived: boolean },
) {
  const offset = offsetOf(input.cursor)
  const { q, archived, limit } = input
  const page = { q, archived, limit: limit + 1, offset }
  const rows = await store.listNamedEvents(ctx.db, ctx.workspaceId, page)
  const { items, next } = pageFrom(rows, limit, offset)
  return { items: items.map(viewOf), next }
}

/** For later modules: the names in force, with what operators call them. */
export async function namesInForce(ctx: Ctx): Promise<NamedEventView[]> {
  const page = { q: undefined, archived: false, limit: NAMED_MAX, offset: 0 }
  return (await store.listNamedEvents(ctx.db, ctx.workspaceId, page)).map(viewOf)
}

export async function namedEvent(ctx: Ctx, { id }: { id: string }) {
  const row = await mustFind(ctx, id)
  const [versions, uses] = await Promise.all([
    store.versionsOf(ctx.db, ctx.workspaceId, id),
    ctx.system.eventUses(ctx, row.name),
  ])
  return {
    ...viewOf(row),
    versions: versions.map(({ at, ...version }) => ({ ...version, at: at.toISOString() })),
    uses: uses.map((use) => ({ ...use })),
  }
}

const mustFind = async (ctx: Ctx, id: string, lock = false): Promise<NamedEventRow> =>
  (await store.findNamedEvent(ctx.db, ctx.workspaceId, id, lock)) ?? refuse.no_such_named_event()

interface Said {
  label: string
  note: string
  rule: Rule
}

export async function nameEvent(ctx: Ctx, input: Said & { name: string }) {
  const { name } = input
  if (isReserved(name)) refuse.name_reserved({ name })
  const [collected] = await ctx.ch.query<{ found: string }>(wasCollected(ctx.workspaceId, name))
  if (collected) refuse.name_collected({ name })
  const id = ctx.newId()
  await ctx.transact(async (tx) => {
    await begin(tx)
    await unlessTaken(name, () =>
      store.insertNamedEvent(tx.db, tx.workspaceId, { ...input, id }, tx.now, actorName(tx)),
    )
    await tell(tx, 'collect.event_named', id, name)
  })
  return viewOf(await mustFind(ctx, id))
}

async function begin(tx: TxCtx): Promise<void> {
  await store.beginRevision(tx.db, tx.workspaceId)
  const inForce = await store.countInForce(tx.db, tx.workspaceId)
  if (inForce >= NAMED_MAX) refuse.too_many_named_events({ max: NAMED_MAX })
}

const unlessTaken = async (name: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (violates(error, 'named_event_name')) refuse.name_taken({ name })
    throw error
  }
}

async function tell(tx: TxCtx, action: string, id: string, name: string): Promise<void> {
  forgetNaming(tx)
  await audit(tx, { action, subjectKind: 'named_event', subjectId: id, detail: { name } })
  await tx.publish(namingChanged({ event: name }))
}

export async function changeNamedEvent(ctx: Ctx, input: Said & { id: string }) {
  await ctx.transact(async (tx) => {
    await store.beginRevision(tx.db, tx.workspaceId)
    const row = await mustFind(tx, input.id, true)
    if (row.archived_at) refuse.is_archived({ name: row.name })
    const next = { ...input, archived: false }
    await store.updateNamedEvent(tx.db, tx.workspaceId, next, tx.now, actorName(tx))
    await tell(tx, 'collect.named_event_changed', row.id, row.name)
  })
  return viewOf(await mustFind(ctx, input.id))
}

/** Its name means nothing from then on; so nobody may rely on it. */
export async function archiveNamedEvent(ctx: Ctx, { id }: { id: string }) {
  await ctx.transact(async (tx) => {
    await store.beginRevision(tx.db, tx.workspaceId)
    const row = await mustFind(tx, id, true)
    if (row.archived_at) return
    const uses = await tx.system.eventUses(tx, row.name)
    if (uses.length > 0)
      refuse.in_use({ name: row.name, users: uses.map((use) => use.name).join(', ') })
    const next = { ...row, archived: true }
    await store.updateNamedEvent(tx.db, tx.workspaceId, next, tx.now, actorName(tx))
    await tell(tx, 'collect.named_event_archived', id, row.name)
  })
  return viewOf(await mustFind(ctx, id))
}

/** Back to how an earlier version was; an archived event is in force again. */
export async function restoreNamedEvent(ctx: Ctx, input: { id: string; version: number }) {
  await ctx.transact(async (tx) => {
    const row = await mustFind(tx, input.id)
    if (row.archived_at) await begin(tx)
    else await store.beginRevision(tx.db, tx.workspaceId)
    const versions = await store.versionsOf(tx.db, tx.workspaceId, input.id)
    const wanted = versions.find(({ version }) => version === input.version)
    if (!wanted) return refuse.no_such_version({ version: input.version })
    const next = { ...wanted, id: input.id, archived: false }
    await unlessTaken(row.name, () =>
      store.updateNamedEvent(tx.db, tx.workspaceId, next, tx.now, actorName(tx)),
    )
    await tell(tx, 'collect.named_event_restored', row.id, row.name)
  })
  return viewOf(await mustFind(ctx, input.id))
}
