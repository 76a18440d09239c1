import { identifiersOf } from '#modules/identity/service.ts'
import { recordEvents } from '#modules/collect/service.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { IdentifierKind } from '#platform/event.ts'
import { stageChanged, tierChanged } from '../facts.ts'
import type { Stage, Tier } from '../model/lifecycle.ts'
import { portraitOf } from '../model/portrait.ts'
import type { Known, Portrait } from '../model/portrait.ts'
import { loadInputs } from '../store/inputs.ts'
import type { PortraitInputs } from '../store/inputs.ts'
import { savePortraits, saveTransitions } from '../store/portraits.ts'
import type { Transition } from '../store/portraits.ts'
import { loadRules } from '../store/rules.ts'

/** An address of this kind makes a person reachable by this carrier. */
const CARRIER_OF: Partial<Record<IdentifierKind, string>> = {
  external_userid: 'wecom',
  openid: 'official_account',
  phone: 'sms',
  email: 'email',
}

/** Enough at once to be set-based, few enough to keep a transaction short. */
const CHUNK_PEOPLE = 2_000

export interface Because {
  /** said in transitions: an event's name, `time`, `rules`, `merge` … */
  why: string
  /** imported history changes portraits, but announces nothing (it triggers no workflow) */
  quiet?: boolean
}

/** Computes the portraits of these people anew, dates every transition and announces it. */
export async function recompute(tx: TxCtx, personIds: readonly string[], because: Because) {
  // Always in the order of ids: two workers that want the same people then wait instead of colliding.
  const ordered = personIds.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
  for (let i = 0; i < ordered.length; i += CHUNK_PEOPLE)
    await recomputeChunk(tx, ordered.slice(i, i + CHUNK_PEOPLE), because)
}

async function recomputeChunk(tx: TxCtx, personIds: readonly string[], because: Because) {
  const rules = await loadRules(tx.db, tx.workspaceId)
  const inputs = await loadInputs(tx.db, tx.workspaceId, personIds)
  const identifiers = await identifiersOf(tx, [...personIds])
  const changes: Change[] = []
  const portraits = inputs.map((input) => {
    const carriers = (identifiers.get(input.person_id) ?? []).flatMap(
      ({ kind }) => CARRIER_OF[kind] ?? [],
    )
    const known = knownOf(input, [...new Set(carriers)], tx.now)
    const portrait = portraitOf(known, rules, tx.now)
    changes.push(...changesOf(known, portrait))
    return portrait
  })
  await savePortraits(tx.db, tx.workspaceId, portraits, tx.now)
  await saveTransitions(
    tx.db,
    tx.workspaceId,
    changes.map((c): Transition => ({ ...c, why: because.why })),
    tx.now,
  )
  if (!because.quiet) await announce(tx, changes)
}

interface Change {
  personId: string
  kind: 'stage' | 'tier'
  was: string | undefined
  becomes: string | undefined
}

function changesOf({ before }: Known, now: Portrait): Change[] {
  const { personId } = now
  const changes: Change[] = []
  if (before?.stage !== now.stage)
    changes.push({ personId, kind: 'stage', was: before?.stage, becomes: now.stage })
  if (before?.tier !== now.tier)
    changes.push({ personId, kind: 'tier', was: before?.tier, becomes: now.tier })
  return changes
}

/** A change is a fact for modules and an event on the person's timeline. Her first stage is neither. */
async function announce(tx: TxCtx, changes: readonly Change[]) {
  const news = changes.filter((c) => c.was !== undefined || c.kind === 'tier')
  if (news.length === 0) return
  await tx.publish(
    ...news.map(({ personId, kind, was, becomes }) =>
      (kind === 'stage' ? stageChanged : tierChanged)({
        personId,
        from: was ?? null,
        to: becomes ?? null,
      }),
    ),
  )
  const events = news.map(({ personId, kind, was, becomes }): NewEvent => ({
    event: `${kind}_changed`,
    messageId: `${kind}:${personId}:${tx.now.getTime()}:${becomes ?? 'none'}`,
    at: tx.now,
    personId,
    identifiers: [],
    properties: { from: was ?? null, to: becomes ?? null },
  }))
  for (let i = 0; i < events.length; i += 500)
    await recordEvents(tx, events.slice(i, i + 500), { source: 'siyu', channel: 'system' })
}

function knownOf(input: PortraitInputs, addressed: string[], now: Date): Known {
  const { stage, stage_since: since } = input
  return {
    personId: input.person_id,
    createdAt: input.first_at ?? now,
    lastSeenAt: input.last_at ?? input.first_at ?? now,
    source: input.first_source ?? '',
    attributes: input.attributes,
    tags: input.tags,
    interests: input.interests.map((i) => ({ ...i, at: new Date(i.at) })),
    optedOut: input.opted_out,
    addressed,
    orders: input.orders,
    paidFen: Number(input.paid_fen),
    firstOrderAt: input.first_order_at ?? undefined,
    lastOrderAt: input.last_order_at ?? undefined,
    before:
      stage && since
        ? {
            stage: stage as Stage,
            stageSince: since,
            tier: (input.tier as Tier | null) ?? undefined,
            tierSince: input.tier_since ?? undefined,
          }
        : undefined,
  }
}
