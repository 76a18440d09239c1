import { namingIn } from '#modules/collect/service/naming.ts'
import { identifiersOf } from '#modules/identity/service.ts'
import { profilesOf } from '#modules/profile/service.ts'
import { NUMBERS_AS_SENT } from '#platform/clickhouse/clickhouse.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { EventView, PersonView, Stage, Tier } from '../model/person-view.ts'
import { histories } from '../queries/histories.ts'
import type { HistoryRow } from '../queries/histories.ts'
import { membershipsOf } from '../store/memberships.ts'

/** Loads all that predicates reading these things may know of these people. Strangers are absent. */
export async function loadViews(
  ctx: Ctx,
  personIds: readonly string[],
  reads: readonly string[],
): Promise<Map<string, PersonView>> {
  const events = reads.filter((r) => r.startsWith('event:')).map((r) => r.slice('event:'.length))
  const [profiles, memberships, done] = await Promise.all([
    profilesOf(ctx, personIds),
    membershipsOf(ctx.db, ctx.workspaceId, personIds),
    historiesOf(ctx, personIds, events),
  ])
  const segments = Map.groupBy(memberships, (m) => m.person_id)
  const views = new Map<string, PersonView>()
  for (const [personId, profile] of profiles)
    views.set(personId, {
      personId,
      createdAt: profile.created_at,
      attributes: profile.attributes,
      // Since when is asked of the portrait page, never by a predicate.
      tags: profile.tags.map((tag) => ({ tag, since: profile.created_at })),
      stage: profile.stage as Stage,
      tier: (profile.tier as Tier | null) ?? undefined,
      interests: profile.interests,
      reachable: profile.reachable,
      source: profile.source === '' ? undefined : profile.source,
      segments: (segments.get(personId) ?? []).map((m) => m.segment_id),
      events: done.get(personId) ?? [],
    })
  return views
}

async function historiesOf(ctx: Ctx, personIds: readonly string[], events: readonly string[]) {
  const byPerson = new Map<string, EventView[]>()
  if (events.length === 0 || personIds.length === 0) return byPerson
  const identifiers = await identifiersOf(ctx, [...personIds])
  const identIds = [...identifiers.values()].flat().map((i) => i.identId)
  if (identIds.length === 0) return byPerson
  const naming = await namingIn(ctx)
  const rows = await ctx.ch.query<HistoryRow>(
    histories({ workspaceId: ctx.workspaceId, identIds, events, now: ctx.now, naming }),
    NUMBERS_AS_SENT,
  )
  for (const row of rows) {
    const list = byPerson.get(row.person_id) ?? []
    list.push({
      event: row.goes_by,
      at: new Date(Number(row.at)),
      messageId: row.message_id,
      properties: row.properties,
    })
    byPerson.set(row.person_id, list)
  }
  return byPerson
}
