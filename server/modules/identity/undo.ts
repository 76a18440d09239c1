import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { actionOf, change, partedBy, saidBy } from './change.ts'
import type { Answers } from './change.ts'
import { rederive } from './rederive.ts'
import { REFUSALS } from './refusals.ts'
import { findAction, insertAction, listActions } from './store/actions.ts'
import { letTogether, listApart, setApart } from './store/apart.ts'
import { setRetracted } from './store/evidence.ts'
import { identifiersById } from './store/identifiers.ts'
import { nodesOf } from './explain.ts'

const refuse = {
  forbid: refusals(REFUSALS.forbid),
  lift: refusals(REFUSALS.lift),
  undo: refusals(REFUSALS.undo),
}

interface Said {
  a: string
  b: string
  why: string
}

/** Says that two identifiers are never one person's, whatever events claim. */
export function forbid(
  ctx: Ctx,
  { a, b, why }: Said,
  how: { rehearse?: Answers } = {},
): Promise<{ persons: string[]; actionId: string }> {
  return change(
    ctx,
    async (tx) => {
      const { db, workspaceId } = tx
      if ((await identifiersById(db, workspaceId, [a, b])).length < 2)
        refuse.forbid.no_such_identifier()
      const parted = await setApart(db, workspaceId, partedBy([{ a, b }]), saidBy(tx, why))
      if (parted.length === 0) refuse.forbid.already_forbidden()
      await rederive(tx, [a, b])
      const did = { given: [], retracted: [], parted, joined: [] }
      const actionId = await insertAction(db, workspaceId, actionOf(tx, 'forbid', why, did))
      const persons = (await identifiersById(db, workspaceId, [a, b])).map((row) => row.person_id)
      const detail = { a, b, persons, actionId }
      await audit(tx, { action: 'identity.link_forbidden', ...ofPair(a), detail })
      return { persons, actionId }
    },
    how.rehearse,
  )
}

const ofPair = (subjectId: string) => ({ subjectKind: 'identifier', subjectId })

/** Lets two identifiers be one person's again, if evidence says so. */
export function lift(
  ctx: Ctx,
  { a, b, why }: Said,
): Promise<{ persons: string[]; actionId: string }> {
  return change(ctx, async (tx) => {
    const { db, workspaceId } = tx
    const joined = await letTogether(db, workspaceId, partedBy([{ a, b }]))
    if (joined.length === 0) refuse.lift.not_forbidden()
    await rederive(tx, [a, b])
    const did = { given: [], retracted: [], parted: [], joined }
    const actionId = await insertAction(db, workspaceId, actionOf(tx, 'lift', why, did))
    const persons = [
      ...new Set((await identifiersById(db, workspaceId, [a, b])).map((row) => row.person_id)),
    ]
    const detail = { a, b, persons, actionId }
    await audit(tx, { action: 'identity.link_lifted', ...ofPair(a), detail })
    return { persons, actionId }
  })
}

/** Does the opposite of all that an action did; an undo can be undone like any other action. */
export function undo(
  ctx: Ctx,
  { id, why }: { id: string; why: string },
  how: { rehearse?: Answers } = {},
): Promise<{ persons: string[]; actionId: string }> {
  return change(
    ctx,
    async (tx) => {
      const { db, workspaceId } = tx
      const action = (await findAction(db, workspaceId, id)) ?? refuse.undo.no_such_action()
      if (action.undone_by !== null) refuse.undo.already_undone()
      const { did } = action
      const said = saidBy(tx, why)
      const touched = [
        ...(await setRetracted(db, workspaceId, did.given, said)),
        ...(await setRetracted(db, workspaceId, did.retracted, undefined)),
      ]
      const joined = await letTogether(db, workspaceId, did.parted)
      const parted = await setApart(db, workspaceId, did.joined, said)
      touched.push(...[...did.parted, ...did.joined].flatMap(({ a, b }) => [a, b]))
      await rederive(tx, [...new Set(touched)])
      const back = { given: did.retracted, retracted: did.given, parted, joined }
      const record = { ...actionOf(tx, 'undo', why, back), undoes: id }
      const actionId = await insertAction(db, workspaceId, record)
      const after = await identifiersById(db, workspaceId, [...new Set(touched)])
      const persons = [...new Set(after.map((row) => row.person_id))]
      await audit(tx, {
        ...{ action: 'identity.undone', subjectKind: 'action', subjectId: id },
        detail: { persons, actionId },
      })
      return { persons, actionId }
    },
    how.rehearse,
  )
}

export async function forbidden(ctx: Ctx, input: { cursor?: string | undefined; limit: number }) {
  const offset = offsetOf(input.cursor)
  const rows = await listApart(ctx.db, ctx.workspaceId, { offset, limit: input.limit })
  const { items, next } = pageFrom(rows, input.limit, offset)
  const nodes = await nodesOf(
    ctx,
    items.flatMap((row) => [row.ident_a, row.ident_b]),
  )
  return {
    next,
    items: items.flatMap((row) => {
      const [a, b] = [nodes.get(row.ident_a), nodes.get(row.ident_b)]
      const said = { at: row.said_at.toISOString(), by: row.said_by, why: row.why }
      return a && b ? [{ a, b, ...said }] : []
    }),
  }
}

export async function actions(ctx: Ctx, input: { cursor?: string | undefined; limit: number }) {
  const offset = offsetOf(input.cursor)
  const rows = await listActions(ctx.db, ctx.workspaceId, { offset, limit: input.limit })
  const { items, next } = pageFrom(rows, input.limit, offset)
  return {
    next,
    items: items.map((row) => ({
      ...{ actionId: row.action_id, kind: row.kind, by: row.by, why: row.why },
      at: row.at.toISOString(),
      evidence: row.did.given.length + row.did.retracted.length,
      links: row.did.parted.length + row.did.joined.length,
      undoes: row.undoes,
      undoneBy: row.undone_by,
    })),
  }
}
