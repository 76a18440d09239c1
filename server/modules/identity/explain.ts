import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { IdentifierKind } from '#platform/event.ts'
import { normaliseIdentifier } from '#platform/identifier.ts'
import { REFUSALS } from './refusals.ts'
import type { EvidenceEdge, IdentifierNode } from './contract.ts'
import { chain } from './model/chain.ts'
import { mask } from './model/mask.ts'
import { currentPersonIds, findIdentifier, viewOf } from './service.ts'
import { evidenceAbout, evidenceAmong, listConflicts } from './store/evidence.ts'
import type { EvidenceRow } from './store/evidence.ts'
import { identifiersById, identifiersOfPersons } from './store/identifiers.ts'
import type { IdentRow } from './store/identifiers.ts'
import { absorbedBy } from './store/persons.ts'

const refuse = {
  graph: refusals(REFUSALS.graph),
  lookup: refusals(REFUSALS.lookup),
  explain: refusals(REFUSALS.explain),
}

const EDGES = 2_000

/** The identifiers of a person, and everything ever said that joins them or was outvoted. */
export async function graph(ctx: Ctx, input: { personId: string }) {
  const now = await currentPersonIds(ctx, [input.personId])
  const personId = now.get(input.personId) ?? refuse.graph.no_such_person()
  const rows = await identifiersOfPersons(ctx.db, ctx.workspaceId, [personId])
  const ids = rows.map((row) => row.ident_id)
  const edges = await evidenceAbout(ctx.db, ctx.workspaceId, ids, EDGES)
  const own = new Set(ids)
  const others = edges.flatMap((edge) => [edge.ident_a, edge.ident_b]).filter((id) => !own.has(id))
  const neighbours = await identifiersById(ctx.db, ctx.workspaceId, [...new Set(others)])
  if (rows.some((row) => row.sealed !== null) && mayOpen(ctx))
    await audit(ctx, {
      ...{ action: 'identity.personal_data_read', subjectKind: 'person', subjectId: personId },
    })
  const { createdAt, absorbed } = await absorbedBy(ctx.db, ctx.workspaceId, personId)
  return {
    personId,
    createdAt: createdAt.toISOString(),
    nodes: [...rows, ...neighbours].map((row) => nodeOf(ctx, row)),
    edges: edges.map(edgeOf),
    absorbed,
  }
}

export async function lookup(
  ctx: Ctx,
  input: { kind: IdentifierKind; scope: string; value: string },
): Promise<{ personId: string; identId: string }> {
  if (!normaliseIdentifier(input)) refuse.lookup.bad_identifier()
  return (await findIdentifier(ctx, input)) ?? refuse.lookup.no_such_identifier()
}

/** Why are these two one person? The shortest chain of evidence that holds. */
export async function explain(ctx: Ctx, { a, b }: { a: string; b: string }) {
  const rows = await identifiersById(ctx.db, ctx.workspaceId, [...new Set([a, b])])
  const [first] = rows
  if (!first || rows.length < new Set([a, b]).size) return refuse.explain.no_such_identifier()
  if (rows.some((row) => row.person_id !== first.person_id))
    return { onePerson: false, nodes: rows.map((row) => nodeOf(ctx, row)), chain: [] }
  const all = await identifiersOfPersons(ctx.db, ctx.workspaceId, [first.person_id])
  const ids = all.map((row) => row.ident_id)
  const edges = (await evidenceAmong(ctx.db, ctx.workspaceId, ids)).filter((edge) => !edge.clash)
  const steps = chain(
    edges.map((edge) => ({ a: edge.ident_a, b: edge.ident_b, edge })),
    a,
    b,
  )
  const onChain = new Set([a, b, ...steps.flatMap((step) => [step.a, step.b])])
  return {
    onePerson: true,
    nodes: all.filter((row) => onChain.has(row.ident_id)).map((row) => nodeOf(ctx, row)),
    chain: steps.map((step) => edgeOf(step.edge)),
  }
}

export async function conflicts(ctx: Ctx, input: { cursor?: string | undefined; limit: number }) {
  const offset = offsetOf(input.cursor)
  const rows = await listConflicts(ctx.db, ctx.workspaceId, { offset, limit: input.limit })
  const { items, next } = pageFrom(rows, input.limit, offset)
  return {
    next,
    items: items.map((row) => ({
      ...edgeOf(row),
      personA: row.person_a,
      personB: row.person_b,
    })),
  }
}

export const mayOpen = ({ actor }: Ctx): boolean =>
  actor.permissions.has('*') || actor.permissions.has('pii:read')

/** Identifiers as an answer shows them. */
export async function nodesOf(
  ctx: Ctx,
  identIds: readonly string[],
): Promise<Map<string, IdentifierNode>> {
  const rows = await identifiersById(ctx.db, ctx.workspaceId, [...new Set(identIds)])
  if (rows.some((row) => row.sealed !== null) && mayOpen(ctx))
    await audit(ctx, {
      ...{ action: 'identity.personal_data_read', subjectKind: 'identifier' },
      subjectId: identIds[0] ?? '',
    })
  return new Map(rows.map((row) => [row.ident_id, nodeOf(ctx, row)]))
}

function nodeOf(ctx: Ctx, row: IdentRow): IdentifierNode {
  const { identId, kind, scope, value, firstSeenAt } = viewOf(ctx, row)
  const shown = !mayOpen(ctx) && (kind === 'phone' || kind === 'email') ? mask(kind, value) : value
  return {
    ...{ identId, kind, scope, value: shown, personId: row.person_id },
    firstSeenAt: firstSeenAt.toISOString(),
  }
}

const edgeOf = (row: EvidenceRow): EvidenceEdge => ({
  evidenceId: row.evidence_id,
  a: row.ident_a,
  b: row.ident_b,
  rule: row.rule,
  at: row.at.toISOString(),
  source: row.source,
  messageId: row.message_id,
  state: row.retracted_at ? 'retracted' : row.clash === null ? 'holds' : 'outvoted',
  clash: row.clash,
  retracted: row.retracted_at
    ? { at: row.retracted_at.toISOString(), by: row.retracted_by ?? '', why: row.why ?? '' }
    : null,
})
