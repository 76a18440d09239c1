import { sql } from '#kernel/sql.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import { namesInForce } from '#modules/collect/service/named-events.ts'
import { profilesOf } from '#modules/profile/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { stopwatch } from '#platform/stopwatch.ts'
import { explain as explainPredicate } from '../model/explain.ts'
import type { Explanation } from '../model/explain.ts'
import { nextFlip } from '../model/flip.ts'
import type { Predicate } from '../model/predicate.ts'
import { reads } from '../model/reads.ts'
import { say } from '../model/say.ts'
import {
  eventVocabulary,
  headCount,
  peopleVocabulary,
  preview as previewQuery,
} from '../queries/preview.ts'
import * as memberships from '../store/memberships.ts'
import { listSegments } from '../store/segments.ts'
import { peopleTable, peopleWho } from './people-table.ts'
import { mustFind, refuse, segmentNames } from './segments.ts'
import { loadViews } from './views.ts'

const SAMPLE_SIZE = 20

export async function preview(
  ctx: Ctx,
  { predicate, asOf }: { predicate: Predicate; asOf?: string | undefined },
) {
  const at = asOf ? new Date(asOf) : ctx.now
  const elapsedMs = stopwatch()
  const people = await peopleWho(ctx, predicate, reads(predicate), at)
  const [[found], [all]] = await Promise.all([
    ctx.ch.query<{ n: string; sample: string[] }>(previewQuery(people, SAMPLE_SIZE)),
    ctx.ch.query<{ n: string }>(headCount(sql`SELECT person_id FROM ${peopleTable(ctx)}`)),
  ])
  return {
    count: Number(found?.n ?? 0),
    of: Number(all?.n ?? 0),
    says: say(predicate, ctx.locale, await segmentNames(ctx)),
    sample: await briefly(ctx, found?.sample ?? []),
    asOf: at.toISOString(),
    tookMs: elapsedMs(),
  }
}

async function briefly(ctx: Ctx, personIds: readonly string[]) {
  const profiles = await profilesOf(ctx, personIds)
  return personIds.flatMap((personId) => {
    const profile = profiles.get(personId)
    if (!profile) return []
    const { nickname, name } = profile.attributes
    const shown = nickname ?? name
    return [
      {
        personId,
        name: typeof shown === 'string' ? shown : null,
        stage: profile.stage,
        tier: profile.tier,
      },
    ]
  })
}

export async function members(
  ctx: Ctx,
  input: { segmentId: string; cursor?: string | undefined; limit: number },
) {
  await mustFind(ctx, input.segmentId)
  const offset = offsetOf(input.cursor)
  const page = { limit: input.limit + 1, offset }
  const rows = await memberships.membersPage(ctx.db, ctx.workspaceId, input.segmentId, page)
  const { items, next } = pageFrom(rows, input.limit, offset)
  const brief = new Map(
    (
      await briefly(
        ctx,
        items.map((i) => i.person_id),
      )
    ).map((b) => [b.personId, b]),
  )
  return {
    items: items.flatMap((row) => {
      const person = brief.get(row.person_id)
      return person ? [{ ...person, since: row.since.toISOString(), why: row.why }] : []
    }),
    next,
    total: await memberships.countMembers(ctx.db, ctx.workspaceId, input.segmentId),
  }
}

interface ExplainedView {
  kind: string
  says: string
  holds: boolean
  messageIds: string[]
  lastAt: string | null
  parts: ExplainedView[]
}

const explainedView = (e: Explanation): ExplainedView => ({
  kind: e.kind,
  says: e.says,
  holds: e.holds,
  messageIds: [...e.messageIds],
  lastAt: e.lastAt?.toISOString() ?? null,
  parts: e.parts.map(explainedView),
})

export async function explain(
  ctx: Ctx,
  { segmentId, personId }: { segmentId: string; personId: string },
) {
  const segment = await mustFind(ctx, segmentId)
  const view = (await loadViews(ctx, [personId], segment.reads)).get(personId)
  if (!view) return refuse.no_such_person()
  const rows = await memberships.membershipsOf(ctx.db, ctx.workspaceId, [personId])
  const membership = rows.find((m) => m.segment_id === segmentId)
  const nameOf = await segmentNames(ctx)
  return {
    member: membership !== undefined,
    since: membership?.since.toISOString() ?? null,
    why: membership?.why ?? null,
    explanation: explainedView(
      explainPredicate(segment.predicate, view, ctx.now, ctx.locale, nameOf),
    ),
    nextFlipAt: nextFlip(segment.predicate, view, ctx.now)?.toISOString() ?? null,
    asOf: ctx.now.toISOString(),
  }
}

export async function segmentsOfPerson(ctx: Ctx, { personId }: { personId: string }) {
  const [now, passages, segments] = await Promise.all([
    memberships.membershipsOf(ctx.db, ctx.workspaceId, [personId]),
    memberships.passagesOf(ctx.db, ctx.workspaceId, personId),
    listSegments(ctx.db, ctx.workspaceId, { limit: 1_000, offset: 0 }),
  ])
  const name = (id: string) => segments.find((s) => s.segment_id === id)?.name ?? id
  return {
    items: now.map((m) => ({
      segmentId: m.segment_id,
      name: name(m.segment_id),
      since: m.since.toISOString(),
      why: m.why,
    })),
    passages: passages.map((p) => ({
      segmentId: p.segment_id,
      name: name(p.segment_id),
      at: p.at.toISOString(),
      entered: p.entered,
      why: p.why,
    })),
  }
}

export async function overlap(
  ctx: Ctx,
  { segmentId, otherId }: { segmentId: string; otherId: string },
) {
  await mustFind(ctx, segmentId)
  await mustFind(ctx, otherId)
  const found = await memberships.overlap(ctx.db, ctx.workspaceId, segmentId, otherId)
  return { inFirst: found.in_a, inSecond: found.in_b, inBoth: found.in_both }
}

interface SeenEvent {
  event: string
  times: string
  properties: string[]
}

const seen = (e: SeenEvent) => ({ ...e, times: Number(e.times), label: null })

/** First, because somebody named them to be used; their properties are those of what they name. */
const namedAmong = (
  named: Awaited<ReturnType<typeof namesInForce>>,
  events: readonly SeenEvent[],
) =>
  named.map(({ name, label, rule }) => ({
    event: name,
    label,
    times: 0,
    properties: events.find(({ event }) => event === rule.base)?.properties ?? [],
  }))

export async function vocabulary(ctx: Ctx) {
  const [named, events, [people]] = await Promise.all([
    namesInForce(ctx),
    ctx.ch.query<SeenEvent>(eventVocabulary(ctx.workspaceId)),
    ctx.ch.query<{ attributes: string[]; tags: string[]; channels: string[] }>(
      peopleVocabulary(ctx.workspaceId),
    ),
  ])
  return {
    events: [...namedAmong(named, events), ...events.map(seen)],
    attributes: (people?.attributes ?? []).toSorted(),
    tags: (people?.tags ?? []).toSorted(),
    channels: (people?.channels ?? []).filter((c) => c !== '').toSorted(),
    carriers: ['wecom', 'official_account', 'sms', 'email'],
  }
}
