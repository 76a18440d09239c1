import type { AnyContractProcedure } from '@orpc/contract'
import type { z } from 'zod'
import type { RouteMeta } from '#kernel/route.ts'
import { modules } from '../modules.ts'

export interface Route {
  /** `module.verb` */
  name: string
  method: string
  /** below /api */
  path: string
  may: RouteMeta['may']
  input: z.ZodType
}

/** Every route of every module, as the contracts tell it. */
export const routes: readonly Route[] = modules.flatMap((module) =>
  Object.entries(module.contract ?? {}).map(([verb, procedure]: [string, AnyContractProcedure]) => {
    const { route, meta, inputSchema } = procedure['~orpc']
    return {
      name: `${module.name}.${verb}`,
      method: route.method ?? 'GET',
      path: route.path ?? '/',
      may: (meta as RouteMeta).may,
      input: inputSchema as z.ZodType,
    }
  }),
)
