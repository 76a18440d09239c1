import { oc } from '@orpc/contract'
import type { z } from 'zod'
import type { RefusalDefs } from './refusal.ts'

/** The modules, in the order data flows; permissions and imports follow it. */
export const MODULES = [
  'collect',
  'identity',
  'profile',
  'audience',
  'content',
  'entry',
  'commerce',
  'loyalty',
  'deliver',
  'journey',
  'fission',
  'community',
  'insight',
  'governance',
] as const
export type ModuleName = (typeof MODULES)[number]

/**
 * `<module>:read`, `<module>:write`; `pii:read` shows phone numbers and the like; `people:erase`
 * erases; `public` routes ask nobody; `signed_in` wants any session or key.
 */
export type Permission =
  | `${ModuleName}:${'read' | 'write'}`
  | 'pii:read'
  | 'people:erase'
  | 'signed_in'
  | 'public'

export interface RouteMeta {
  may: Permission
  refusals: RefusalDefs
  /** installation-wide: not inside one workspace (log in, make a workspace, move the clock) */
  outsideWorkspace: boolean
}

const base = oc.$meta<RouteMeta>({ may: 'signed_in', refusals: {}, outsideWorkspace: false })

interface RouteDef<In extends z.ZodType, Out extends z.ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** below `/api`; parameters as `{id}`, whole segments only */
  path: `/${string}`
  summary: string
  /** who may */
  may: Permission
  input: In
  output: Out
  refusals?: RefusalDefs
  outsideWorkspace?: boolean
}

/** One operation: validation, types, client, OpenAPI, permission and refusals come from here. */
export function route<In extends z.ZodType, Out extends z.ZodType>(def: RouteDef<In, Out>) {
  return base
    .meta({
      may: def.may,
      refusals: def.refusals ?? {},
      outsideWorkspace: def.outsideWorkspace ?? false,
    })
    .route({ method: def.method, path: def.path, summary: def.summary, inputStructure: 'compact' })
    .input(def.input)
    .output(def.output)
}
