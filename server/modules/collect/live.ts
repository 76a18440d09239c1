import { SECOND_MS, HOUR_MS, addMs } from '#kernel/time.ts'
import { must } from '#kernel/assert.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { LiveEvent } from './contract.ts'
import { decode, rawEvents } from './model/decode.ts'
import { namesOf, storedNames } from './model/naming/naming.ts'
import { findings } from './model/plan/findings.ts'
import { reasonIn } from './model/reasons.ts'
import { sourceVolume } from './queries/source-volume.ts'
import type { SourceHour } from './queries/source-volume.ts'
import { namingIn } from './service/naming.ts'
import { planIn } from './service/plan-memory.ts'
import { countDeadLetters, deadLetterTotals, listDeadLetters } from './store/dead-letters.ts'
import { bodiesAt, countWaiting, lastMinute } from './store/inbox.ts'
import { unpack } from './store/packed.ts'
import { listRecent } from './store/recent.ts'
import { listWriteKeys } from './store/write-keys.ts'

const RECENT_KEPT = 2_000

interface LiveInput {
  after?: string | undefined
  event?: string | undefined
  person?: string | undefined
  limit: number
}

/** The newest first. What was sent comes from the inbox, which keeps it for three days. */
export async function live(ctx: Ctx, input: LiveInput) {
  const [position, index] = input.after?.split('.') ?? []
  const naming = await namingIn(ctx)
  const plan = await planIn(ctx)
  const rule = input.event === undefined ? undefined : naming.byName.get(input.event)
  const rows = await listRecent(ctx.db, ctx.workspaceId, {
    after: position ? { position, index: Number(index) } : undefined,
    events: input.event === undefined ? undefined : storedNames(naming, [input.event]),
    personId: input.person,
    // What a name means is known only once what was sent has been read: all that is kept is looked at.
    limit: rule ? RECENT_KEPT : input.limit,
  })
  const sent = await sentAt(ctx, [...new Set(rows.map((row) => row.position))])
  const items = rows.flatMap((row): LiveEvent[] => {
    const found = sent.get(row.position)
    const canonical = found?.events[row.index]
    if (!found || !canonical) return []
    const named = namesOf(naming, canonical)
    if (rule && row.event !== input.event && !named.includes(input.event ?? '')) return []
    return [
      {
        cursor: `${row.position}.${row.index}`,
        position: row.position,
        event: row.event,
        named,
        personId: row.person_id,
        identId: row.ident_id,
        at: row.at.toISOString(),
        receivedAt: row.received_at.toISOString(),
        source: canonical.source,
        channel: canonical.channel,
        messageId: canonical.messageId,
        toldAs: canonical.toldAs ?? null,
        counts: row.counts,
        history: canonical.history,
        findings: found.isOwn ? [] : findings(plan, canonical),
        canonical: { ...canonical.properties, ...canonical.traits },
        raw: found.raw[row.index],
      },
    ]
  })
  const minute = await lastMinute(ctx.db, ctx.workspaceId, addMs(ctx.now, -60 * SECOND_MS))
  return {
    items: items.slice(0, input.limit),
    stats: {
      eventsPerSecond: minute.events / 60,
      delayMs: minute.delayMs,
      waitingBatches: await countWaiting(ctx.db, 10_000),
    },
  }
}

async function sentAt(ctx: Ctx, positions: readonly string[]) {
  const rows = await bodiesAt(ctx.db, ctx.workspaceId, positions)
  return new Map(
    rows.map((row) => {
      const text = unpack(row.body)
      const { received_at: receivedAt, source, channel, history, position } = row
      const { events } = decode(row.dialect, text, {
        ...{ receivedAt, source, channel, history, position },
      })
      return [
        row.position,
        { events, isOwn: row.dialect === 'own', raw: rawEvents(row.dialect, text) },
      ]
    }),
  )
}

/** Every key's source, silent ones too, and whoever else sent something in these hours. */
export async function sources(ctx: Ctx, { hours }: { hours: number }) {
  const lastHour = Math.floor(ctx.now.getTime() / HOUR_MS)
  const from = new Date((lastHour - hours + 1) * HOUR_MS)
  const rows = await ctx.ch.query<SourceHour>(
    sourceVolume({ workspaceId: ctx.workspaceId, from, hours }),
  )
  const keys = await listWriteKeys(ctx.db, ctx.workspaceId)
  const names = new Set([
    ...rows.map((row) => row.source),
    ...keys.filter((key) => !key.revoked_at).map((key) => key.name),
  ])
  const items = [...names].toSorted().map((name) => {
    const perHour = Array.from({ length: hours }, () => 0)
    let last = 0
    for (const row of rows.filter(({ source }) => source === name)) {
      const slot = row.hour - (lastHour - hours + 1)
      if (slot >= 0 && slot < hours) perHour[slot] = Number(row.events)
      last = Math.max(last, Number(row.last))
    }
    return {
      name,
      lastEventAt: last > 0 ? new Date(last).toISOString() : null,
      perHour,
      events: perHour.reduce((a, b) => a + b, 0),
    }
  })
  return { items }
}

export async function deadLetters(
  ctx: Ctx,
  input: {
    cursor?: string | undefined
    limit: number
    stage?: string | undefined
    state?: 'open' | 'sent_again' | undefined
  },
) {
  const offset = offsetOf(input.cursor)
  const rows = await listDeadLetters(ctx.db, ctx.workspaceId, {
    offset,
    limit: input.limit,
    stage: input.stage,
    sentAgain: input.state === 'sent_again',
  })
  const { items, next } = pageFrom(rows, input.limit, offset)
  const reasons = await countDeadLetters(ctx.db, ctx.workspaceId)
  return {
    next,
    totals: await deadLetterTotals(ctx.db, ctx.workspaceId),
    items: items.map((row) => ({
      ...{ id: row.id, stage: row.stage, position: row.position, index: row.index },
      ...{ messageId: row.message_id, field: row.field, source: row.source },
      reason: reasonIn(row.reason, ctx.locale),
      at: row.at.toISOString(),
      raw: JSON.parse(must(unpack(row.raw), 'what was sent')) as unknown,
    })),
    reasons: reasons.map(({ last_at, ...counted }) => ({
      ...counted,
      says: reasonIn(counted.reason, ctx.locale),
      lastAt: last_at.toISOString(),
    })),
  }
}
