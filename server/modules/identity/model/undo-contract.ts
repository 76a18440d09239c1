import { z } from 'zod'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { REFUSALS } from '../refusals.ts'
import { identifier } from './identifier-view.ts'

const instant = z.iso.datetime()
const why = z.string().trim().max(500).default('')
const pair = z.object({ a: bigId, b: bigId, why })
const done = z.object({ persons: z.array(bigId), actionId: bigId })

const intended = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('split'),
    personId: bigId,
    identIds: z.array(bigId).min(1).max(1_000),
  }),
  z.object({ kind: z.literal('retract'), id: bigId, forbid: z.boolean().default(true) }),
  z.object({ kind: z.literal('forbid'), a: bigId, b: bigId }),
  z.object({ kind: z.literal('undo'), id: bigId }),
])

export const undoContract = {
  preview: route({
    method: 'POST',
    path: '/identity/preview',
    summary: 'Who would be who after a change by hand; nothing is changed',
    may: 'identity:write',
    input: z.object({ intended }),
    output: z.object({
      /** identifiers that would go from one person to another, and how many events with each */
      moved: z.array(z.object({ node: identifier, from: bigId, to: bigId, events: z.int() })),
    }),
    refusals: { ...REFUSALS.split, ...REFUSALS.retract, ...REFUSALS.forbid, ...REFUSALS.undo },
  }),
  forbid: route({
    method: 'POST',
    path: '/identity/forbidden',
    summary: 'Say that two identifiers are never one person',
    may: 'identity:write',
    input: pair,
    output: done,
    refusals: REFUSALS.forbid,
  }),
  lift: route({
    method: 'POST',
    path: '/identity/forbidden/lift',
    summary: 'Let two identifiers be one person again, if evidence says so',
    may: 'identity:write',
    input: pair,
    output: done,
    refusals: REFUSALS.lift,
  }),
  forbidden: route({
    method: 'GET',
    path: '/identity/forbidden',
    summary: 'Links that somebody forbade',
    may: 'identity:read',
    input: z.object(pageInput),
    output: pageOf(
      z.object({ a: identifier, b: identifier, at: instant, by: z.string(), why: z.string() }),
    ),
  }),
  actions: route({
    method: 'GET',
    path: '/identity/actions',
    summary: 'What people did to the identity graph by hand',
    may: 'identity:read',
    input: z.object(pageInput),
    output: pageOf(
      z.object({
        actionId: bigId,
        kind: z.enum(['merge', 'split', 'retract', 'forbid', 'lift', 'undo']),
        at: instant,
        by: z.string(),
        why: z.string(),
        /** how many pieces of evidence it gave or took back, and how many links it forbade or lifted */
        evidence: z.int(),
        links: z.int(),
        undoes: bigId.nullable(),
        undoneBy: bigId.nullable(),
      }),
    ),
  }),
  undo: route({
    method: 'POST',
    path: '/identity/actions/{id}/undo',
    summary: 'Undo what somebody did by hand; persons and everything that hangs on them follow',
    may: 'identity:write',
    input: z.object({ id: bigId, why }),
    output: done,
    refusals: REFUSALS.undo,
  }),
}
