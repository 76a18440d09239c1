import { namesOf } from '#modules/collect/model/naming/naming.ts'
import { namingIn } from '#modules/collect/service/naming.ts'
import { findPerson, identifiersOf } from '#modules/identity/service.ts'
import type { IdentifierKind } from '#platform/event.ts'
import { sql as chSql, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import { NUMBERS_AS_SENT } from '#platform/clickhouse/clickhouse.ts'
import type { Ctx } from '#platform/ctx.ts'
import { profileRefusals } from './contract.ts'
import { DEFAULT_RULES, STAGES, TIERS, stageOf, tierOf } from './model/lifecycle.ts'
import type { LifecycleRules, Stage, Tier } from './model/lifecycle.ts'
import { nameOf } from './model/name.ts'
import { timeline as timelineQuery } from './queries/timeline.ts'
import type { TimelineRow } from './queries/timeline.ts'
import * as store from './store/people.ts'
import type { PeopleFilter, PersonDbRow } from './store/people.ts'
import { loadRules, saveRules } from './store/rules.ts'
import * as marks from './service/marks.ts'

export { addTags, removeTags, raiseInterests, optIn, optOut } from './service/marks.ts'
export { setAttributes as setAttributesOf } from './service/marks.ts'

const refuse = refusals(profileRefusals)

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const viewOf = (row: PersonDbRow) => ({
  personId: row.person_id,
  name: nameOf(row.attributes),
  avatar: text(row.attributes.avatar),
  stage: row.stage as Stage,
  tier: row.tier as Tier | null,
  source: row.source,
  tags: row.tags,
  reachable: row.reachable,
  orders: row.orders,
  paidFen: Number(row.paid_fen),
  createdAt: row.created_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
})

export interface ListInput {
  cursor?: string | undefined
  limit: number
  q?: string | undefined
  stage?: string | undefined
  tier?: string | undefined
  tag?: string | undefined
  source?: string | undefined
  reachable?: string | undefined
  sort: 'newest' | 'last_seen' | 'paid'
}

export async function listPeople(ctx: Ctx, input: ListInput) {
  const { cursor, limit, sort, q, ...rest } = input
  const given = Object.entries(rest).filter(([, value]) => value !== undefined)
  const filter: PeopleFilter = { ...Object.fromEntries(given), ...(q ? await meant(ctx, q) : {}) }
  const offset = offsetOf(cursor)
  const page = { sort, limit: limit + 1, offset }
  const rows = await store.listPeople(ctx.db, ctx.workspaceId, filter, page)
  const { items, next } = pageFrom(rows, limit, offset)
  const total = await store.countPeople(ctx.db, ctx.workspaceId, filter)
  return { items: items.map(viewOf), next, total }
}

const SEARCHABLE: readonly IdentifierKind[] = [
  'phone',
  'email',
  'user_id',
  'member_id',
  'unionid',
  'external_userid',
]

/** A search text is somebody's identifier, a person's number, or part of a name: in this order. */
async function meant(ctx: Ctx, q: string): Promise<PeopleFilter> {
  const found = await Promise.all(
    SEARCHABLE.map((kind) => findPerson(ctx, { kind, scope: '', value: q })),
  )
  const personIds = found.filter((id) => id !== undefined)
  if (personIds.length > 0) return { personIds }
  if (
    /^[1-9]\d{0,18}$/.test(q) &&
    (await store.loadPeople(ctx.db, ctx.workspaceId, [q])).length > 0
  )
    return { personIds: [q] }
  return { name: q }
}

export async function person(ctx: Ctx, { personId }: { personId: string }) {
  const [row] = await store.loadPeople(ctx.db, ctx.workspaceId, [personId])
  if (!row) return refuse.no_such_person()
  const personal = await store.personalTraits(ctx.db, ctx.workspaceId, personId)
  const shown = ctx.actor.permissions.has('pii:read') || ctx.actor.permissions.has('*')
  if (shown && personal.length > 0)
    await ctx.transact((tx) =>
      audit(tx, { action: 'pii.read', subjectKind: 'person', subjectId: personId, detail: {} }),
    )
  const [tagsWhy, transitions] = await Promise.all([
    store.tagsWhy(ctx.db, ctx.workspaceId, personId),
    store.transitionsOf(ctx.db, ctx.workspaceId, personId),
  ])
  const opened = shown
    ? Object.fromEntries(personal.map((t) => [t.name, JSON.parse(ctx.secrets.open(t.sealed))]))
    : {}
  return {
    ...viewOf(row),
    attributes: { ...row.attributes, ...opened } as typeof row.attributes,
    hidden: shown ? [] : personal.map((t) => t.name),
    interests: Object.entries(row.interests)
      .map(([tag, score]) => ({ tag, score }))
      .toSorted((a, b) => b.score - a.score),
    optedOut: row.opted_out,
    stageSince: row.stage_since.toISOString(),
    tierSince: row.tier_since?.toISOString() ?? null,
    firstOrderAt: row.first_order_at?.toISOString() ?? null,
    lastOrderAt: row.last_order_at?.toISOString() ?? null,
    tagsWhy: tagsWhy.map((t) => ({ ...t, since: t.since.toISOString() })),
    transitions: transitions.map((t) => ({
      kind: t.kind,
      at: t.at.toISOString(),
      from: t.was,
      to: t.becomes,
      why: t.why,
    })),
  }
}

export interface TimelineInput {
  personId: string
  event?: string | undefined
  asOf?: string | undefined
  cursor?: string | undefined
  limit: number
}

export async function timeline(ctx: Ctx, input: TimelineInput) {
  const { personId, event, asOf, cursor, limit } = input
  const identifiers = (await identifiersOf(ctx, [personId])).get(personId)
  if (!identifiers) return refuse.no_such_person()
  const offset = offsetOf(cursor)
  const naming = await namingIn(ctx)
  const rows = await ctx.ch.query<TimelineRow>(
    timelineQuery({
      workspaceId: ctx.workspaceId,
      personId,
      identIds: identifiers.map((i) => i.identId),
      event,
      naming,
      asOf: asOf ? new Date(asOf) : ctx.now,
      offset,
      limit: limit + 1,
    }),
    NUMBERS_AS_SENT,
  )
  const { items, next } = pageFrom(rows, limit, offset)
  return {
    items: items.map((row) => ({
      messageId: row.message_id,
      event: row.event,
      named: namesOf(naming, row),
      at: new Date(row.at).toISOString(),
      receivedAt: new Date(row.received_at).toISOString(),
      source: row.source,
      channel: row.channel,
      identId: row.ident_id,
      properties: row.properties,
      history: row.history,
    })),
    next,
  }
}

export async function tagPeople(
  ctx: Ctx,
  { personIds, tag, reason }: { personIds: string[]; tag: string; reason: string },
) {
  return ctx.transact(async (tx) => {
    const by = marks.actorName(tx)
    const tagged = await marks.addTags(tx, { personIds, tag, by, reason })
    const detail = { tag, people: tagged.length }
    await audit(tx, { action: 'people.tagged', subjectKind: 'tag', subjectId: tag, detail })
    return { tagged: tagged.length }
  })
}

export async function untagPeople(ctx: Ctx, input: { personIds: string[]; tag: string }) {
  return ctx.transact(async (tx) => {
    const untagged = await marks.removeTags(tx, input)
    const detail = { tag: input.tag, people: untagged.length }
    await audit(tx, { action: 'people.untagged', subjectKind: 'tag', subjectId: input.tag, detail })
    return { untagged: untagged.length }
  })
}

async function mustExist(ctx: Ctx, personId: string) {
  const rows = await store.loadPeople(ctx.db, ctx.workspaceId, [personId])
  if (rows.length === 0) refuse.no_such_person()
}

export async function setAttributes(
  ctx: Ctx,
  { personId, attributes }: { personId: string; attributes: Record<string, unknown> },
) {
  await mustExist(ctx, personId)
  return ctx.transact(async (tx) => {
    await marks.setAttributes(tx, personId, attributes, marks.actorName(tx))
    const detail = { names: Object.keys(attributes) }
    await audit(tx, {
      action: 'person.changed',
      subjectKind: 'person',
      subjectId: personId,
      detail,
    })
    return { ok: true as const }
  })
}

export async function setConsent(
  ctx: Ctx,
  input: { personId: string; carrier: string; optedOut: boolean },
) {
  const { personId, carrier, optedOut } = input
  await mustExist(ctx, personId)
  return ctx.transact(async (tx) => {
    await (optedOut ? marks.optOut : marks.optIn)(tx, personId, carrier)
    const detail = { carrier, optedOut }
    await audit(tx, {
      action: 'consent.changed',
      subjectKind: 'person',
      subjectId: personId,
      detail,
    })
    return { ok: true as const }
  })
}

export async function listTags(ctx: Ctx, { q }: { q?: string | undefined }) {
  const [rows, people] = await Promise.all([
    store.tagCoverage(ctx.db, ctx.workspaceId, q),
    store.countPeople(ctx.db, ctx.workspaceId, {}),
  ])
  return {
    items: rows.map((row) => ({
      tag: row.tag,
      people: row.people,
      percent: people === 0 ? 0 : Math.round((row.people / people) * 1_000) / 10,
      lastAt: row.last_at.toISOString(),
      sources: row.sources,
    })),
  }
}

const zeroed = <K extends string>(keys: readonly K[]) =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>

export async function lifecycle(ctx: Ctx) {
  const rules = await loadRules(ctx.db, ctx.workspaceId)
  const stages = zeroed(STAGES)
  const tiers = zeroed(TIERS)
  let people = 0
  for (const { stage, tier, n } of await store.split(ctx.db, ctx.workspaceId)) {
    stages[stage as Stage] += n
    if (tier) tiers[tier as Tier] += n
    people += n
  }
  const isDefault = JSON.stringify(rules) === JSON.stringify(DEFAULT_RULES)
  return { rules, isDefault, stages, tiers, people, asOf: ctx.now.toISOString() }
}

export async function previewLifecycle(ctx: Ctx, { rules }: { rules: LifecycleRules }) {
  const stages = zeroed(STAGES)
  const tiers = zeroed(TIERS)
  for await (const rows of store.behaviours(ctx.db, ctx.workspaceId))
    for (const row of rows) {
      const behaviour = {
        createdAt: row.created_at,
        lastSeenAt: row.last_seen_at,
        orders: row.orders,
        paidFen: Number(row.paid_fen),
        lastOrderAt: row.last_order_at ?? undefined,
      }
      stages[stageOf(behaviour, rules, ctx.now)] += 1
      const tier = tierOf(behaviour, rules, ctx.now)
      if (tier) tiers[tier] += 1
    }
  return { stages, tiers }
}

export async function setLifecycle(ctx: Ctx, { rules }: { rules: LifecycleRules }) {
  return ctx.transact(async (tx) => {
    await saveRules(tx.db, tx.workspaceId, rules, tx.now, marks.actorName(tx))
    const people = await store.wakeEverybody(tx.db, tx.workspaceId, tx.now)
    await audit(tx, {
      action: 'lifecycle.changed',
      subjectKind: 'workspace',
      subjectId: tx.workspaceId,
      detail: { rules },
    })
    tx.wake('profile.due')
    return { people }
  })
}

/** Portraits by person, for later modules. Absorbed people are absent. */
export async function profilesOf(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<Map<string, PersonDbRow>> {
  const rows = await store.loadPeople(ctx.db, ctx.workspaceId, personIds)
  return new Map(rows.map((row) => [row.person_id, row]))
}

/** Which carriers each person has opted out of (`all` among them means none may be used). */
export async function consentOf(ctx: Ctx, personIds: readonly string[]) {
  const profiles = await profilesOf(ctx, personIds)
  return new Map(personIds.map((id) => [id, profiles.get(id)?.opted_out ?? []]))
}

/**
 * ClickHouse's side of people, as predicates ask for it: one row a living person. Memberships are
 * `audience`'s to add.
 */
export const peopleTable = (ctx: Ctx): Sql => chSql`
  (SELECT person_id, created_at, attributes, tags, stage, tier, interests, reachable, source
   FROM people FINAL WHERE workspace_id = ${uuid(ctx.workspaceId)} AND NOT gone)`

/** The next living people by id, for work that goes through everybody a few at a time. */
export async function peopleIdsAfter(ctx: Ctx, after: string, limit: number): Promise<string[]> {
  return store.idsAfter(ctx.db, ctx.workspaceId, after, limit)
}
