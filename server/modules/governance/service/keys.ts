import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { KEY } from '../contract/refusals.ts'
import { mayGive } from '../model/roles.ts'
import type { Scope } from '../model/roles.ts'
import { presentKey } from '../present.ts'
import { forgetAll } from '../recent.ts'
import * as store from '../store/keys.ts'
import { hashOf, newApiKey, shownPrefix } from '../tokens.ts'
import { heldBy } from './stands.ts'

const refuse = refusals(KEY)

export interface NewKey {
  name: string
  scopes: readonly Scope[]
}

/** Makes a key; nobody hands out more than they hold. The key itself is in the answer only. */
export async function createKey(ctx: Ctx, input: NewKey) {
  const held = heldBy(ctx)
  const beyond = input.scopes.find((scope) => !mayGive(held, scope))
  if (beyond) return refuse.beyond_your_own({ scope: beyond })
  return ctx.transact((tx) => issueKey(tx, input))
}

/** The same without asking who gives it: for whoever has asked already. */
export async function issueKey(ctx: Ctx, input: NewKey) {
  const key = newApiKey(ctx.randomBytes)
  const scopes = [...new Set<string>(input.scopes)].toSorted()
  const row = await store.insertKey(ctx, {
    hash: hashOf(key),
    prefix: shownPrefix(key),
    name: input.name,
    scopes,
    createdBy: 'name' in ctx.actor ? ctx.actor.name : '',
  })
  await audit(ctx, {
    action: 'governance.key_created',
    subjectKind: 'api_key',
    subjectId: row.id,
    detail: { scopes },
  })
  return { key, view: presentKey(row) }
}

export async function listKeys(ctx: Ctx, page: { limit: number; cursor?: string | undefined }) {
  const offset = offsetOf(page.cursor)
  const rows = await store.keysOf(ctx, { limit: page.limit + 1, offset })
  const { items, next } = pageFrom(rows, page.limit, offset)
  return { items: items.map(presentKey), next }
}

/** Ends a key for good; it stops at once here and within a second in every other process. */
export async function revokeKey(ctx: Ctx, { id }: { id: string }): Promise<{ done: true }> {
  await ctx.transact(async (tx) => {
    const hash = await store.revokeKey(tx, id)
    if (!hash) return refuse.no_such_key()
    await audit(tx, { action: 'governance.key_revoked', subjectKind: 'api_key', subjectId: id })
  })
  forgetAll(ctx)
  return { done: true }
}
