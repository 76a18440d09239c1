import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { IdentifierKind } from '#platform/event.ts'
import { IDENTIFIER_KINDS } from '#platform/event.ts'
import { normaliseIdentifier } from '#platform/identifier.ts'
import { change, nameOf, rehearsed } from './change.ts'
import { mayOpen, nodesOf } from './explain.ts'
import { spotOf } from './learn.ts'
import { mask } from './model/mask.ts'
import { FIXED, POLICY, isPersonal, limitsWith } from './model/policy.ts'
import type { Limit, Limits } from './model/policy.ts'
import { policyIn } from './policy.ts'
import { REFUSALS } from './refusals.ts'
import { regroup } from './regroup.ts'
import * as store from './store/policy.ts'
import type { BlockedRow } from './store/policy.ts'

const refuse = refusals(REFUSALS.rules)

const VERSIONS = 50
/** So many persons are looked at by a rehearsal, a few at a time. */
const REHEARSED = 5_000
const AT_ONCE = 200
const SAMPLES = 20
const NODES = 12

export interface Wanted {
  limits: Partial<Record<IdentifierKind, Limit>>
  blocked: readonly { kind: IdentifierKind; value: string }[]
}

export async function rules(ctx: Ctx) {
  const { db, workspaceId } = ctx
  const [versions, blocked, run, left] = await Promise.all([
    store.policyVersions(db, workspaceId, VERSIONS),
    store.blockedValues(db, workspaceId),
    store.runOf(db, workspaceId),
    store.countTodo(db, workspaceId),
  ])
  const limits = limitsWith(versions[0]?.limits ?? {})
  return {
    version: versions[0]?.version ?? 0,
    kinds: IDENTIFIER_KINDS.map((kind) => {
      const { weight, perPerson, outright } = POLICY[kind]
      const now = { perPerson: limits[kind].perPerson, outright: limits[kind].outright }
      return { kind, ...now, weight, shipped: { perPerson, outright }, isFixed: FIXED.has(kind) }
    }),
    blocked: blocked.map((row) => ({
      ...{ kind: row.kind, value: shown(ctx, row), at: row.at.toISOString(), by: row.by },
    })),
    run: run
      ? {
          ...{ version: run.version, people: run.people, left },
          ...{ merged: run.merged, split: run.split, startedAt: run.started_at.toISOString() },
          finishedAt: run.finished_at?.toISOString() ?? null,
        }
      : null,
    versions: versions.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
  }
}

/** As answers show it: personal data only to whoever may see them. */
function shown(ctx: Ctx, row: BlockedRow): string {
  if (row.sealed === null) return row.lookup
  const value = ctx.secrets.open(row.sealed)
  return mayOpen(ctx) || !isPersonal(row.kind) ? value : mask(row.kind as 'phone' | 'email', value)
}

/** Puts the list of blocked values in place; answers identifiers whose evidence it touched. */
async function putBlocked(tx: TxCtx, { blocked }: Wanted): Promise<string[]> {
  const { db, workspaceId, now } = tx
  const before = await store.blockedValues(db, workspaceId)
  const kept = new Set<string>()
  const added: BlockedRow[] = []
  for (const [i, given] of blocked.entries()) {
    const known = before.find((row) => row.kind === given.kind && shown(tx, row) === given.value)
    if (known) {
      kept.add(keyOf(known))
      continue
    }
    const ref = normaliseIdentifier({ ...given, scope: '' })
    if (!ref)
      return refuse.bad_blocked_value({
        ...{ field: `blocked.${i}.value`, value: given.value.slice(0, 100), kind: given.kind },
      })
    const { lookup } = spotOf(tx, ref)
    const sealed = isPersonal(ref.kind) ? tx.secrets.seal(ref.value) : null
    added.push({ kind: ref.kind, lookup, sealed, at: now, by: nameOf(tx.actor) })
  }
  const again = new Set(added.map(keyOf))
  const removed = before.filter((row) => !kept.has(keyOf(row)) && !again.has(keyOf(row)))
  await store.insertBlocked(db, workspaceId, added)
  await store.removeBlocked(db, workspaceId, removed)
  return [
    ...(await store.withdrawAbout(db, workspaceId, added, { at: now })),
    ...(await store.withdrawAbout(db, workspaceId, removed, undefined)),
  ]
}

const keyOf = ({ kind, lookup }: Pick<BlockedRow, 'kind' | 'lookup'>): string => `${kind}|${lookup}`

/** What they would make of the persons there are: done on evidence alone, and rolled back. */
export async function rehearseRules(ctx: Ctx, wanted: Wanted) {
  const limits = limitsWith(wanted.limits)
  const { samples, ...found } = await rehearsed(ctx, async (tx) => {
    const idents = await putBlocked(tx, wanted)
    const people = await store.touchedBy(tx.db, tx.workspaceId, limits, idents, REHEARSED + 1)
    const isWhole = people.length <= REHEARSED
    return { isWhole, ...(await lookAt(tx, people.slice(0, REHEARSED), limits)) }
  })
  const nodes = await nodesOf(
    ctx,
    samples.flatMap(({ identIds }) => identIds.slice(0, NODES)),
  )
  return {
    ...found,
    samples: samples.map(({ kind, persons, identIds }) => ({
      ...{ kind, persons },
      nodes: identIds.slice(0, NODES).flatMap((id) => nodes.get(id) ?? []),
    })),
  }
}

async function lookAt(tx: TxCtx, people: readonly string[], limits: Limits) {
  const seen = new Set<string>()
  const total = { looked: people.length, tooLarge: 0, merges: 0, splits: 0 }
  const samples: { kind: 'merge' | 'split'; persons: string[]; identIds: string[] }[] = []
  for (let i = 0; i < people.length; i += AT_ONCE) {
    const found = await regroup(tx, people.slice(i, i + AT_ONCE), limits, seen)
    total.tooLarge += found.isTooLarge ? 1 : 0
    total.merges += found.merges
    total.splits += found.splits
    samples.push(...found.changes.slice(0, SAMPLES - samples.length))
  }
  return { ...total, samples }
}

/** In force for whatever comes from now on; the past is worked off by `identity.rules`. */
export function saveRules(ctx: Ctx, input: Wanted & { version: number; why: string }) {
  return change(ctx, async (tx) => {
    const { db, workspaceId, now } = tx
    const run = await store.runOf(db, workspaceId)
    if (run && !run.finished_at) refuse.still_applying()
    const known = await policyIn(tx)
    if (known.version !== input.version) refuse.rules_changed({ version: known.version })
    const idents = await putBlocked(tx, input)
    const version = known.version + 1
    const { limits, why } = input
    await store.insertPolicy(db, workspaceId, {
      ...{ version, limits, at: now, by: nameOf(tx.actor), why },
    })
    const people = await store.writeTodo(db, workspaceId, limitsWith(limits), idents)
    await store.beginRun(db, workspaceId, { version, people, at: now })
    await audit(tx, {
      ...{ action: 'identity.rules_changed', subjectKind: 'identity_rules' },
      ...{ subjectId: String(version), detail: { people, blocked: input.blocked.length } },
    })
    tx.wake('identity.rules')
    return { version, people }
  })
}
