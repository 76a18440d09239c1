import { must } from '#kernel/assert.ts'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { actionOf, change, partedBy, saidBy } from './change.ts'
import type { Answers } from './change.ts'
import { byId, clashOf, slotOf } from './model/derive.ts'
import { POLICY, strengthOf } from './model/policy.ts'
import { policyIn } from './policy.ts'
import { rederive } from './rederive.ts'
import { REFUSALS } from './refusals.ts'
import { insertAction } from './store/actions.ts'
import type { Pair } from './store/actions.ts'
import { clearApart, setApart } from './store/apart.ts'
import {
  evidenceAmong,
  evidenceOf,
  findEvidence,
  insertEvidence,
  retractPairs,
} from './store/evidence.ts'
import { identifiersById, identifiersOfPersons } from './store/identifiers.ts'
import type { IdentRow } from './store/identifiers.ts'
import { currentPersons } from './store/persons.ts'

const refuse = {
  merge: refusals(REFUSALS.merge),
  split: refusals(REFUSALS.split),
  retract: refusals(REFUSALS.retract),
}

const aPerson = (subjectId: string) => ({ subjectKind: 'person', subjectId })

const ordered = (x: string, y: string): Pair => (byId(x, y) <= 0 ? { a: x, b: y } : { a: y, b: x })

/** Evidence by somebody's word. */
async function sayOne(tx: TxCtx, { a, b }: Pair): Promise<string> {
  const messageId = `manual:${tx.newId()}`
  await insertEvidence(tx.db, tx.workspaceId, [
    {
      ...{ a, b, rule: 'manual', strength: strengthOf('manual', 'user_id', 'user_id') },
      ...{ at: tx.now.getTime(), messageId, n: 0, source: saidBy(tx, '').by, clash: undefined },
    },
  ])
  const given = await evidenceOf(tx.db, tx.workspaceId, { a, b }, messageId)
  return must(given, 'the evidence just given')
}

/** Says that two persons are one. Their limits still hold: two unionids are two people. */
export function merge(
  ctx: Ctx,
  input: { a: string; b: string; why: string },
): Promise<{ personId: string; evidenceId: string; actionId: string }> {
  return change(ctx, async (tx) => {
    const { db, workspaceId } = tx
    const now = await currentPersons(db, workspaceId, [input.a, input.b])
    const a = now.get(input.a) ?? refuse.merge.no_such_person()
    const b = now.get(input.b) ?? refuse.merge.no_such_person()
    if (a === b) refuse.merge.same_person()
    const rows = await identifiersOfPersons(db, workspaceId, [a, b])
    const { limits } = await policyIn(tx)
    const clash = clashOf(limits, 'manual', countsOf(rows, a), countsOf(rows, b))
    if (clash) refuse.merge.would_break_limit({ clash })
    const joined = await clearApart(db, workspaceId, a, b)
    const link = ordered(strongest(rows, a).ident_id, strongest(rows, b).ident_id)
    const evidenceId = await sayOne(tx, link)
    await rederive(tx, [link.a, link.b])
    const [after] = await identifiersById(db, workspaceId, [link.a])
    const { person_id: personId } = must(after, 'the person')
    const did = { given: [evidenceId], retracted: [], parted: [], joined }
    const actionId = await insertAction(db, workspaceId, actionOf(tx, 'merge', input.why, did))
    const detail = { a, b, evidenceId, actionId }
    await audit(tx, { action: 'identity.merged', ...aPerson(personId), detail })
    return { personId, evidenceId, actionId }
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
 * the two sides are set apart, so that later events do not join them again. Whoever leaves is one
 * person, though what tied her parts together was on the other side.
 */
export async function split(
  ctx: Ctx,
  input: { personId: string; identIds: readonly string[]; why: string },
  how: { rehearse?: Answers } = {},
): Promise<{ personId: string; splitOff: string[]; actionId: string }> {
  return change(
    ctx,
    async (tx) => {
      const { db, workspaceId } = tx
      const personId =
        (await currentPersons(db, workspaceId, [input.personId])).get(input.personId) ??
        refuse.split.no_such_person()
      const rows = await identifiersOfPersons(db, workspaceId, [personId])
      const leaving = new Set(input.identIds)
      const strangers = input.identIds.filter((id) => !rows.some((row) => row.ident_id === id))
      if (strangers.length > 0) refuse.split.not_theirs({ identIds: strangers.join(', ') })
      if (leaving.size === rows.length) refuse.split.nothing_left()
      const ids = rows.map((row) => row.ident_id)
      const crossing = (await evidenceAmong(db, workspaceId, ids))
        .filter((row) => leaving.has(row.ident_a) !== leaving.has(row.ident_b))
        .map((row) => ({ a: row.ident_a, b: row.ident_b }))
      const said = saidBy(tx, input.why)
      const retracted = await retractPairs(db, workspaceId, crossing, said)
      const side = (left: boolean) =>
        strongest(
          rows.filter((row) => leaving.has(row.ident_id) === left),
          personId,
        ).ident_id
      const border = ordered(side(true), side(false))
      const parted = await setApart(db, workspaceId, partedBy([border, ...crossing]), said)
      await rederive(tx, ids)
      const peopleOf = async (left: boolean) => {
        const after = await identifiersById(db, workspaceId, ids)
        return after.filter((row) => leaving.has(row.ident_id) === left)
      }
      const given = await tieTogether(tx, await peopleOf(true))
      const splitOff = [...new Set((await peopleOf(true)).map((row) => row.person_id))]
      const did = { given, retracted, parted, joined: [] }
      const actionId = await insertAction(db, workspaceId, actionOf(tx, 'split', input.why, did))
      const detail = { identIds: [...leaving], splitOff, actionId }
      await audit(tx, { action: 'identity.split', ...aPerson(personId), detail })
      const [stays] = await peopleOf(false)
      return { personId: must(stays, 'who stays').person_id, splitOff, actionId }
    },
    how.rehearse,
  )
}

async function tieTogether(tx: TxCtx, leaving: readonly IdentRow[]): Promise<string[]> {
  const people = [...new Set(leaving.map((row) => row.person_id))]
  const [first, ...others] = people.map((personId) => strongest(leaving, personId).ident_id)
  if (first === undefined || others.length === 0) return []
  const given: string[] = []
  for (const other of others) given.push(await sayOne(tx, ordered(first, other)))
  await rederive(tx, [first, ...others])
  return given
}

/** Takes evidence back, with all other that says the same of the two, and derives again. */
export function retract(
  ctx: Ctx,
  input: { id: string; why: string; forbid: boolean },
  how: { rehearse?: Answers } = {},
): Promise<{ retracted: number; persons: string[]; actionId: string }> {
  return change(
    ctx,
    async (tx) => {
      const { db, workspaceId } = tx
      const row =
        (await findEvidence(db, workspaceId, input.id)) ?? refuse.retract.no_such_evidence()
      if (row.retracted_at) refuse.retract.already_retracted()
      const pair = [{ a: row.ident_a, b: row.ident_b }]
      const said = saidBy(tx, input.why)
      const retracted = await retractPairs(db, workspaceId, pair, said)
      const parted = input.forbid ? await setApart(db, workspaceId, pair, said) : []
      await rederive(tx, [row.ident_a, row.ident_b])
      const after = await identifiersById(db, workspaceId, [row.ident_a, row.ident_b])
      const persons = [...new Set(after.map((ident) => ident.person_id))]
      const did = { given: [], retracted, parted, joined: [] }
      const actionId = await insertAction(db, workspaceId, actionOf(tx, 'retract', input.why, did))
      await audit(tx, {
        ...{ action: 'identity.evidence_retracted', subjectKind: 'evidence', subjectId: input.id },
        detail: { retracted: retracted.length, persons, forbid: input.forbid, actionId },
      })
      return { retracted: retracted.length, persons, actionId }
    },
    how.rehearse,
  )
}
