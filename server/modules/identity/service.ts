import { must } from '#kernel/assert.ts'
import { refusals } from '#kernel/refusal.ts'
import { createHash } from 'node:crypto'
import { audit } from '#platform/audit.ts'
import type { Actor, Ctx, TxCtx } from '#platform/ctx.ts'
import type { CanonicalEvent, IdentifierKind, IdentifierRef } from '#platform/event.ts'
import { normaliseIdentifier } from '#platform/identifier.ts'
import { forget } from './cache.ts'
import { REFUSALS } from './refusals.ts'
import { byId, clashOf, slotOf } from './model/derive.ts'
import { pushRedirectsOf } from './redirects.ts'
import { rederive } from './rederive.ts'
import { refKey } from './model/ref-key.ts'
import { resolve, spotOf } from './resolve.ts'
import { clearApart, setApart } from './store/apart.ts'
import { evidenceAmong, findEvidence, insertEvidence, retractPairs } from './store/evidence.ts'
import { bumpGraph, lockGraph } from './store/graph.ts'
import * as identifiers from './store/identifiers.ts'
import type { IdentRow } from './store/identifiers.ts'
import { currentPersons } from './store/persons.ts'
import { strengthOf, POLICY } from './model/policy.ts'

const refuse = {
  merge: refusals(REFUSALS.merge),
  split: refusals(REFUSALS.split),
  retract: refusals(REFUSALS.retract),
}

export interface IdentifierView {
  identId: string
  kind: IdentifierKind
  scope: string
  /** in plain text, phone and email too: never log it */
  value: string
  firstSeenAt: Date
}

/** The person behind an identifier, or undefined when it was never seen (or can be nobody's). */
export async function findPerson(ctx: Ctx, ref: IdentifierRef): Promise<string | undefined> {
  return (await findIdentifier(ctx, ref))?.personId
}

export async function findIdentifier(
  ctx: Ctx,
  given: IdentifierRef,
): Promise<{ identId: string; personId: string } | undefined> {
  const ref = normaliseIdentifier(given)
  if (!ref) return undefined
  const spots = [spotOf(ctx, ref)]
  const [row] = await identifiers.findIdentifiers(ctx.db, ctx.workspaceId, spots)
  return row && { identId: row.ident_id, personId: row.person_id }
}

/** Whose an identifier is now; undefined for one that is not, or no longer, of this workspace. */
export async function personOfIdent(ctx: Ctx, identId: string): Promise<string | undefined> {
  const [row] = await identifiers.identifiersById(ctx.db, ctx.workspaceId, [identId])
  return row?.person_id
}

/**
 * The person with these identifiers, made when there is none; several are evidence of one person,
 * like those on one event. At least one must be usable.
 */
export async function ensurePerson(tx: TxCtx, refs: readonly IdentifierRef[]): Promise<string> {
  const usable = refs.flatMap((ref) => normaliseIdentifier(ref) ?? [])
  must(usable[0], 'a usable identifier')
  if (usable.length === 1) {
    const known = await findPerson(tx, must(usable[0], 'the identifier'))
    if (known !== undefined) return known
  }
  const digest = createHash('sha256').update(usable.map(refKey).join('\n')).digest('hex')
  const claim: CanonicalEvent = {
    ...{ messageId: `ensure:${digest.slice(0, 32)}`, type: 'identify', event: 'identified' },
    ...{ at: tx.now, receivedAt: tx.now, identifiers: usable, links: [] },
    ...{ properties: {}, traits: {}, source: 'siyu', channel: 'server', history: false },
  }
  const [found] = await resolve(tx, [claim])
  return must(found, 'the person').personId
}

/** All identifiers of these persons, the oldest first. Values are plain text: never log them. */
export async function identifiersOf(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<Map<string, IdentifierView[]>> {
  const found = new Map<string, IdentifierView[]>(personIds.map((id) => [id, []]))
  const now = await currentPersonIds(ctx, personIds)
  const current = new Map<string, IdentifierView[]>()
  const rows = await identifiers.identifiersOfPersons(ctx.db, ctx.workspaceId, [
    ...new Set(now.values()),
  ])
  for (const row of rows) {
    const views = current.get(row.person_id) ?? []
    views.push(viewOf(ctx, row))
    current.set(row.person_id, views)
  }
  for (const [asked, id] of now) found.set(asked, current.get(id) ?? [])
  return found
}

export const viewOf = (ctx: Pick<Ctx, 'secrets'>, row: IdentRow): IdentifierView => ({
  identId: row.ident_id,
  kind: row.kind,
  scope: row.scope,
  value: row.sealed === null ? row.lookup : ctx.secrets.open(row.sealed),
  firstSeenAt: row.first_seen_at,
})

/** Old id → who that is now (itself, unless absorbed). Ids that never were are missing. */
export const currentPersonIds = (ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> =>
  currentPersons(ctx.db, ctx.workspaceId, ids)

export const nameOf = (actor: Actor): string => ('name' in actor ? actor.name : 'nobody')

const aPerson = (subjectId: string) => ({ subjectKind: 'person', subjectId })

/**
 * A change that a person made, done when this returns: persons derived again, history redirected,
 * so that every chart asked from now on follows.
 */
async function change<T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  const answer = await ctx.transact(async (tx) => {
    await lockGraph(tx.db, tx.workspaceId)
    const done = await work(tx)
    await bumpGraph(tx.db, tx.workspaceId)
    forget(tx.system, tx.workspaceId)
    return done
  })
  await pushRedirectsOf(ctx)
  return answer
}

/** Says that two persons are one. Their limits still hold: two unionids are two people. */
export function merge(
  ctx: Ctx,
  input: { a: string; b: string; why: string },
): Promise<{ personId: string; evidenceId: string }> {
  return change(ctx, async (tx) => {
    const now = await currentPersonIds(tx, [input.a, input.b])
    const a = now.get(input.a) ?? refuse.merge.no_such_person()
    const b = now.get(input.b) ?? refuse.merge.no_such_person()
    if (a === b) refuse.merge.same_person()
    const rows = await identifiers.identifiersOfPersons(tx.db, tx.workspaceId, [a, b])
    const clash = clashOf('manual', countsOf(rows, a), countsOf(rows, b))
    if (clash) refuse.merge.would_break_limit({ clash })
    await clearApart(tx.db, tx.workspaceId, a, b)
    const [x, y] = [strongest(rows, a), strongest(rows, b)].toSorted((p, q) =>
      byId(p.ident_id, q.ident_id),
    )
    const link = { a: must(x, 'a').ident_id, b: must(y, 'b').ident_id }
    await insertEvidence(tx.db, tx.workspaceId, [
      {
        ...link,
        ...{ rule: 'manual', strength: strengthOf('manual', 'user_id', 'user_id') },
        ...{ at: tx.now.getTime(), messageId: `manual:${tx.newId()}`, n: 0 },
        ...{ source: nameOf(tx.actor), clash: undefined },
      },
    ])
    await rederive(tx, [link.a, link.b])
    const among = await evidenceAmong(tx.db, tx.workspaceId, [link.a, link.b])
    const evidenceId = must(among.at(-1), 'the evidence just given').evidence_id
    const [after] = await identifiers.identifiersById(tx.db, tx.workspaceId, [link.a])
    const { person_id: personId } = must(after, 'the person')
    const detail = { a, b, evidenceId }
    await audit(tx, { action: 'identity.merged', ...aPerson(personId), detail })
    return { personId, evidenceId }
  })
}

function countsOf(rows: readonly IdentRow[], personId: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows)
    if (row.person_id === personId) counts.set(slotOf(row), (counts.get(slotOf(row)) ?? 0) + 1)
  return counts
}

/** The identifier that stands for a person: of the strongest kind, the oldest. */
function strongest(rows: readonly IdentRow[], personId: string): IdentRow {
  const own = rows.filter((row) => row.person_id === personId)
  const [first] = own.toSorted(
    (a, b) => POLICY[a.kind].weight - POLICY[b.kind].weight || byId(a.ident_id, b.ident_id),
  )
  return must(first, 'an identifier')
}

/**
 * Says that these identifiers are somebody else. All evidence across the border is taken back, and
 * the two sides are set apart, so that later events do not join them again.
 */
export function split(
  ctx: Ctx,
  input: { personId: string; identIds: readonly string[]; why: string },
): Promise<{ personId: string; splitOff: string[] }> {
  return change(ctx, async (tx) => {
    const { db, workspaceId } = tx
    const personId =
      (await currentPersonIds(tx, [input.personId])).get(input.personId) ??
      refuse.split.no_such_person()
    const rows = await identifiers.identifiersOfPersons(db, workspaceId, [personId])
    const leaving = new Set(input.identIds)
    const strangers = input.identIds.filter((id) => !rows.some((row) => row.ident_id === id))
    if (strangers.length > 0) refuse.split.not_theirs({ identIds: strangers.join(', ') })
    if (leaving.size === rows.length) refuse.split.nothing_left()
    const ids = rows.map((row) => row.ident_id)
    const crossing = (await evidenceAmong(db, workspaceId, ids))
      .filter((row) => leaving.has(row.ident_a) !== leaving.has(row.ident_b))
      .map((row) => ({ a: row.ident_a, b: row.ident_b }))
    const said = { now: tx.now, by: nameOf(tx.actor), why: input.why }
    await retractPairs(db, workspaceId, crossing, said)
    const side = (stays: boolean) =>
      strongest(
        rows.filter((row) => leaving.has(row.ident_id) !== stays),
        personId,
      ).ident_id
    const [a, b] = [side(true), side(false)].toSorted(byId)
    const apart = { a: must(a, 'one side'), b: must(b, 'the other') }
    await setApart(db, workspaceId, [apart, ...crossing], said)
    await rederive(tx, ids)
    const after = await identifiers.identifiersById(db, workspaceId, ids)
    const peopleOf = (left: boolean) =>
      after.filter((row) => leaving.has(row.ident_id) === left).map((row) => row.person_id)
    const splitOff = [...new Set(peopleOf(true))]
    const detail = { identIds: [...leaving], splitOff }
    await audit(tx, { action: 'identity.split', ...aPerson(personId), detail })
    return { personId: must(peopleOf(false)[0], 'who stays'), splitOff }
  })
}

/** Takes evidence back, with all other that says the same of the two, and derives again. */
export function retract(
  ctx: Ctx,
  input: { id: string; why: string; forbid: boolean },
): Promise<{ retracted: number; persons: string[] }> {
  return change(ctx, async (tx) => {
    const { db, workspaceId } = tx
    const row = (await findEvidence(db, workspaceId, input.id)) ?? refuse.retract.no_such_evidence()
    if (row.retracted_at) refuse.retract.already_retracted()
    const pair = [{ a: row.ident_a, b: row.ident_b }]
    const said = { now: tx.now, by: nameOf(tx.actor), why: input.why }
    const retracted = await retractPairs(db, workspaceId, pair, said)
    if (input.forbid) await setApart(db, workspaceId, pair, said)
    await rederive(tx, [row.ident_a, row.ident_b])
    const after = await identifiers.identifiersById(db, workspaceId, [row.ident_a, row.ident_b])
    const persons = [...new Set(after.map((ident) => ident.person_id))]
    await audit(tx, {
      ...{ action: 'identity.evidence_retracted', subjectKind: 'evidence', subjectId: input.id },
      detail: { retracted, persons, forbid: input.forbid },
    })
    return { retracted, persons }
  })
}
