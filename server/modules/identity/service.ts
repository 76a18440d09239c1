import { must } from '#kernel/assert.ts'
import { createHash } from 'node:crypto'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { CanonicalEvent, IdentifierKind, IdentifierRef } from '#platform/event.ts'
import { normaliseIdentifier } from '#platform/identifier.ts'
import { spotOf } from './learn.ts'
import { refKey } from './model/ref-key.ts'
import { resolve } from './resolve.ts'
import * as identifiers from './store/identifiers.ts'
import type { IdentRow } from './store/identifiers.ts'
import { currentPersons } from './store/persons.ts'

export { merge, retract, split } from './by-hand.ts'

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
  const [found] = await resolve(tx, [claimOf(tx, usable)])
  return must(found, 'the person').personId
}

/** The same for many, each of one identifier: one look at the graph. In the order asked. */
export async function ensurePersons(tx: TxCtx, refs: readonly IdentifierRef[]): Promise<string[]> {
  const claims = refs.map((ref) =>
    claimOf(tx, [must(normaliseIdentifier(ref), 'a usable identifier')]),
  )
  const found = await resolve(tx, claims)
  return found.map(({ personId }) => personId)
}

function claimOf(tx: TxCtx, identifiers: readonly IdentifierRef[]): CanonicalEvent {
  const digest = createHash('sha256').update(identifiers.map(refKey).join('\n')).digest('hex')
  return {
    ...{ messageId: `ensure:${digest.slice(0, 32)}`, type: 'identify', event: 'identified' },
    ...{ at: tx.now, receivedAt: tx.now, identifiers: [...identifiers], links: [] },
    ...{ properties: {}, traits: {}, source: 'siyu', channel: 'server', history: false },
  }
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
