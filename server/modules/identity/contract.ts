import { z } from 'zod'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { IDENTIFIER_KINDS } from '#platform/event.ts'
import { identifier } from './model/identifier-view.ts'
import { RULES } from './model/policy.ts'
import { REFUSALS } from './refusals.ts'
import { policyContract } from './model/policy-contract.ts'
import { undoContract } from './model/undo-contract.ts'

export type { IdentifierNode } from './model/identifier-view.ts'

const instant = z.iso.datetime()
const kind = z.enum(IDENTIFIER_KINDS)

const evidence = z.object({
  evidenceId: bigId,
  a: bigId,
  b: bigId,
  rule: z.enum(RULES),
  at: instant,
  source: z.string(),
  messageId: z.string(),
  /** `holds`; `outvoted`: it would have broken a limit; `retracted`: somebody took it back */
  state: z.enum(['holds', 'outvoted', 'retracted']),
  /** the limit (kind|scope) that outvoted it, or `apart`: somebody said that these are two */
  clash: z.string().nullable(),
  retracted: z.object({ at: instant, by: z.string(), why: z.string() }).nullable(),
})
export type EvidenceEdge = z.infer<typeof evidence>

const why = z.string().trim().max(500).default('')

export const identityContract = {
  graph: route({
    method: 'GET',
    path: '/identity/people/{personId}/graph',
    summary: 'Why these identifiers are one person',
    may: 'identity:read',
    input: z.object({ personId: bigId }),
    output: z.object({
      personId: bigId,
      createdAt: instant,
      nodes: z.array(identifier),
      edges: z.array(evidence),
      /** former ids of this person */
      absorbed: z.array(bigId),
    }),
    refusals: REFUSALS.graph,
  }),
  lookup: route({
    method: 'GET',
    path: '/identity/lookup',
    summary: 'The person behind an identifier',
    may: 'identity:read',
    input: z.object({
      kind,
      value: z.string().min(1).max(300),
      scope: z.string().max(255).default(''),
    }),
    output: z.object({ personId: bigId, identId: bigId }),
    refusals: REFUSALS.lookup,
  }),
  explain: route({
    method: 'GET',
    path: '/identity/explain',
    summary: 'The chain of evidence between two identifiers',
    may: 'identity:read',
    input: z.object({ a: bigId, b: bigId }),
    output: z.object({
      /** false: they are two people, and `chain` is empty */
      onePerson: z.boolean(),
      nodes: z.array(identifier),
      chain: z.array(evidence),
    }),
    refusals: REFUSALS.explain,
  }),
  conflicts: route({
    method: 'GET',
    path: '/identity/conflicts',
    summary: 'Evidence that was outvoted, and by which limit',
    may: 'identity:read',
    input: z.object(pageInput),
    output: pageOf(evidence.extend({ personA: bigId, personB: bigId })),
  }),
  merge: route({
    method: 'POST',
    path: '/identity/merge',
    summary: 'Say that two persons are one',
    may: 'identity:write',
    input: z.object({ a: bigId, b: bigId, why }),
    output: z.object({ personId: bigId, evidenceId: bigId, actionId: bigId }),
    refusals: REFUSALS.merge,
  }),
  split: route({
    method: 'POST',
    path: '/identity/people/{personId}/split',
    summary: 'Say that these identifiers are somebody else',
    may: 'identity:write',
    input: z.object({ personId: bigId, identIds: z.array(bigId).min(1).max(1_000), why }),
    output: z.object({ personId: bigId, splitOff: z.array(bigId), actionId: bigId }),
    refusals: REFUSALS.split,
  }),
  retract: route({
    method: 'POST',
    path: '/identity/evidence/{id}/retract',
    summary: 'Take evidence back; persons are derived again without it',
    may: 'identity:write',
    input: z.object({
      id: bigId,
      why,
      /** also refuse what later events claim of the two */
      forbid: z.boolean().default(true),
    }),
    output: z.object({ retracted: z.int(), persons: z.array(bigId), actionId: bigId }),
    refusals: REFUSALS.retract,
  }),
  ...policyContract,
  ...undoContract,
}
