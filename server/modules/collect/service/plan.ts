import { refusals } from '#kernel/refusal.ts'
import { DAY_MS, addMs } from '#kernel/time.ts'
import { actorName } from '#platform/actor-name.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { PLAN_REFUSALS } from '../contract/plan.ts'
import type { PlannedEventView } from '../contract/plan.ts'
import { DEFAULT_PLAN } from '../model/plan/default-plan.ts'
import type { Definition, Mode } from '../model/plan/definition.ts'
import { driftOf, typeOfStored } from '../model/plan/drift.ts'
import { arrivedEvents, arrivedProperties } from '../queries/plan-drift.ts'
import type { ArrivedEvent, ArrivedProperty } from '../queries/plan-drift.ts'
import * as store from '../store/plan.ts'
import type { PlanRow } from '../store/plan.ts'
import { forgetPlan, planIn } from './plan-memory.ts'

const refuse = refusals(PLAN_REFUSALS)

const OWN_MAX = 1_000
const ARRIVED_MAX = 5_000

const labelOf = (ctx: Ctx, event: string, definition: Definition): string =>
  definition.title || (DEFAULT_PLAN.get(event)?.says[ctx.locale] ?? event)

const viewOf = (ctx: Ctx, row: PlanRow): PlannedEventView => ({
  ...{ event: row.event, label: labelOf(ctx, row.event, row.definition), origin: 'own' },
  ...{ definition: row.definition, version: row.version, changedBy: row.changed_by },
  archivedAt: row.archived_at?.toISOString() ?? null,
  changedAt: row.changed_at.toISOString(),
})

export async function trackingPlan(ctx: Ctx) {
  const [head, rows] = await Promise.all([
    store.planHead(ctx.db, ctx.workspaceId),
    store.planRows(ctx.db, ctx.workspaceId),
  ])
  const own = new Set(rows.map(({ event }) => event))
  const defaults = [...DEFAULT_PLAN].flatMap(([event, { definition }]): PlannedEventView[] =>
    own.has(event)
      ? []
      : [
          {
            ...{ event, label: labelOf(ctx, event, definition), definition, origin: 'default' },
            ...{ version: 0, archivedAt: null, changedAt: null, changedBy: null },
          },
        ],
  )
  return {
    unplanned: head?.unplanned ?? ('watch' as const),
    items: [...rows.map((row) => viewOf(ctx, row)), ...defaults],
  }
}

interface Change {
  event: string
  definition: Definition
  archived: boolean
  version: number
}

async function change(ctx: Ctx, action: string, of: (rows: PlanRow[]) => Change) {
  const row = await ctx.transact(async (tx) => {
    await store.touchPlan(tx.db, tx.workspaceId)
    const one = of(await store.planRows(tx.db, tx.workspaceId))
    const by = actorName(tx)
    if (!(await store.writePlanEvent(tx.db, tx.workspaceId, one, tx.now, by)))
      return refuse.plan_changed({ event: one.event })
    await tell(tx, action, one.event, { mode: one.definition.mode })
    const { event, definition, archived, version } = one
    return {
      ...{ event, definition, version: version + 1, changed_at: tx.now, changed_by: by },
      archived_at: archived ? tx.now : null,
    }
  })
  forgetPlan(ctx)
  return viewOf(ctx, row)
}

const tell = (tx: TxCtx, action: string, subjectId: string, detail: Record<string, string>) =>
  audit(tx, { action, subjectKind: 'plan_event', subjectId, detail })

function mustHaveRoom(rows: readonly PlanRow[], event: string): void {
  if (rows.length >= OWN_MAX && rows.every((row) => row.event !== event))
    refuse.plan_full({ max: OWN_MAX })
}

export const planEvent = (
  ctx: Ctx,
  input: { event: string; definition: Definition; version: number },
) =>
  change(ctx, 'collect.event_planned', (rows) => {
    mustHaveRoom(rows, input.event)
    return { ...input, archived: false }
  })

/** Out of the plan, or back as it was when it was archived. */
export const archivePlanEvent = (
  ctx: Ctx,
  input: { event: string; version: number; archived: boolean },
) =>
  change(ctx, input.archived ? 'collect.plan_archived' : 'collect.plan_restored', (rows) => {
    mustHaveRoom(rows, input.event)
    const definition =
      rows.find(({ event }) => event === input.event)?.definition ??
      DEFAULT_PLAN.get(input.event)?.definition ??
      refuse.not_planned({ event: input.event })
    return { ...input, definition }
  })

export async function planRest(ctx: Ctx, { mode }: { mode: Mode }) {
  await ctx.transact(async (tx) => {
    await store.touchPlan(tx.db, tx.workspaceId, mode)
    await tell(tx, 'collect.unplanned_events_decided', '', { mode })
  })
  forgetPlan(ctx)
  return { unplanned: mode }
}

const figures = ({ event, source, events, first, last }: ArrivedEvent) => ({
  ...{ event, source, events: Number(events), first: Number(first), last: Number(last) },
})

/** Asked of history: what the plan refused is not there, but among the dead letters. */
export async function planDrift(ctx: Ctx, { days }: { days: number }) {
  const [from, to] = [addMs(ctx.now, -days * DAY_MS), ctx.now]
  const q = { workspaceId: ctx.workspaceId, from, to: addMs(to, 1), limit: ARRIVED_MAX }
  const [plan, arrived, properties] = await Promise.all([
    planIn(ctx),
    ctx.ch.query<ArrivedEvent>(arrivedEvents(q)),
    ctx.ch.query<ArrivedProperty>(arrivedProperties(q)),
  ])
  const all = driftOf(
    plan,
    arrived.map(figures),
    properties.map((row) => ({
      ...{ ...figures(row), property: row.property, type: typeOfStored(row.type) },
    })),
  )
  return {
    ...{ from: from.toISOString(), to: to.toISOString() },
    isCut: Math.max(arrived.length, properties.length) >= ARRIVED_MAX,
    items: all.map(({ first, last, ...one }) => ({
      ...{ ...one, firstAt: new Date(first).toISOString(), lastAt: new Date(last).toISOString() },
    })),
  }
}
