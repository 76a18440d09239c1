import type { Ctx } from '#platform/ctx.ts'
import type { IdentifierRef } from '#platform/event.ts'
import type { Admitting } from './model/admitted.ts'
import { POLICY, limitsWith } from './model/policy.ts'
import type { Limits } from './model/policy.ts'
import { blockedValues, policyInForce } from './store/policy.ts'

/** The rules in force in one workspace. */
export interface Policy extends Admitting {
  /** 0: as they ship */
  version: number
  limits: Limits
}

const keyOf = ({ kind, value }: Pick<IdentifierRef, 'kind' | 'value'>): string => `${kind}|${value}`

export const SHIPPED: Policy = {
  ...{ version: 0, limits: POLICY, blocks: false },
  isBlocked: () => false,
}

/** Whoever holds the graph may rely on it until the commit: rules change under the graph's lock. */
export async function policyIn(ctx: Pick<Ctx, 'db' | 'workspaceId' | 'secrets'>): Promise<Policy> {
  const { db, workspaceId, secrets } = ctx
  const row = await policyInForce(db, workspaceId)
  const values = await blockedValues(db, workspaceId)
  if (!row && values.length === 0) return SHIPPED
  const blocked = new Set(
    values.map(({ kind, lookup, sealed }) =>
      keyOf({ kind, value: sealed === null ? lookup : secrets.open(sealed) }),
    ),
  )
  return {
    ...{ version: row?.version ?? 0, limits: limitsWith(row?.limits ?? {}) },
    blocks: blocked.size > 0,
    isBlocked: (ref) => blocked.has(keyOf(ref)),
  }
}
