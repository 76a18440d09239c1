import { refusals } from '#kernel/refusal.ts'
import { actorName } from '#platform/actor-name.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { DIALECTS } from '../dialects/registry.ts'
import { HOOK_REFUSALS } from '../contract/hooks.ts'
import type { HookView } from '../contract/hooks.ts'
import type { Scheme } from '../model/hook-signature.ts'
import type { Mapping } from '../model/mapping/mapping.ts'
import { eachAt } from '../model/mapping/path.ts'
import { caseOf } from '../model/mapping/read.ts'
import { reasonIn } from '../model/reasons.ts'
import * as store from '../store/hooks.ts'
import type { HookRow } from '../store/hooks.ts'
import { insertWriteKey } from '../store/write-keys.ts'
import { hashOfKey, newWriteKey, shownPart } from '../wire/write-key.ts'

const refuse = refusals(HOOK_REFUSALS)

const HOOKS_MAX = 100
const PREVIEWED = 50

const viewOf = (ctx: Ctx, row: HookRow): HookView => ({
  ...{ id: row.id, keyId: row.key_id, name: row.name, scheme: row.scheme, answer: row.answer },
  url: `${ctx.publicUrl}/v1/hooks/${ctx.secrets.open(row.token_sealed)}`,
  ...{ mapping: row.mapping, version: row.version, changedBy: row.changed_by },
  changedAt: row.changed_at.toISOString(),
  createdAt: row.created_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
  lastBadSignatureAt: row.last_bad_signature_at?.toISOString() ?? null,
  lastIgnoredAt: row.last_ignored_at?.toISOString() ?? null,
})

const mustFind = async (ctx: Ctx, id: string, isLocked = false): Promise<HookRow> =>
  (await store.findHook(ctx.db, ctx.workspaceId, id, isLocked)) ?? refuse.no_such_hook()

const tell = (tx: TxCtx, action: string, subjectId: string): Promise<void> =>
  audit(tx, { action, subjectKind: 'hook', subjectId })

export async function hooks(ctx: Ctx) {
  const rows = await store.listHooks(ctx.db, ctx.workspaceId)
  return { items: rows.map((row) => viewOf(ctx, row)) }
}

export async function hook(ctx: Ctx, { id }: { id: string }) {
  const row = await mustFind(ctx, id)
  const [samples, versions] = await Promise.all([
    store.samplesOf(ctx.db, ctx.workspaceId, id),
    store.hookVersions(ctx.db, ctx.workspaceId, id),
  ])
  return {
    ...viewOf(ctx, row),
    samples: samples.map(({ id: sampleId, at, sealed }) => ({
      ...{ id: sampleId, at: at.toISOString() },
      payload: JSON.parse(ctx.secrets.open(sealed)) as unknown,
    })),
    versions: versions.map(({ at, ...version }) => ({ ...version, at: at.toISOString() })),
  }
}

const newSecret = (ctx: Ctx): string =>
  `whsec_${Buffer.from(ctx.randomBytes(24)).toString('base64url')}`

interface Wanted {
  scheme: Scheme
  answer: string
  mapping: Mapping
}

/** A source with a key that nobody knows: what ends it, and under whose name its events are. */
export async function createHook(
  ctx: Ctx,
  input: Wanted & { name: string; secret?: string | undefined },
) {
  const id = ctx.newId()
  const keyId = ctx.newId()
  const secret = input.secret ?? newSecret(ctx)
  const token = Buffer.from(ctx.randomBytes(24)).toString('base64url')
  const key = newWriteKey(ctx.randomBytes)
  await ctx.transact(async (tx) => {
    const known = await store.listHooks(tx.db, tx.workspaceId)
    if (known.filter((row) => !row.revoked_at).length >= HOOKS_MAX)
      refuse.too_many_hooks({ max: HOOKS_MAX })
    const by = actorName(tx)
    await insertWriteKey(tx.db, {
      ...{ id: keyId, workspace_id: tx.workspaceId, name: input.name, prefix: shownPart(key) },
      ...{ created_at: tx.now, hash: hashOfKey(key), created_by: by },
    })
    await store.insertHook(tx.db, tx.workspaceId, {
      ...{ id, keyId, tokenHash: hashOfKey(token), tokenSealed: tx.secrets.seal(token) },
      ...{ secretSealed: tx.secrets.seal(secret), scheme: input.scheme, answer: input.answer },
      ...{ mapping: input.mapping, at: tx.now, by },
    })
    await tell(tx, 'collect.hook_created', id)
  })
  return { ...viewOf(ctx, await mustFind(ctx, id)), secret }
}

export async function changeHook(ctx: Ctx, input: Wanted & { id: string; version: number }) {
  const { id, scheme, answer, mapping } = input
  await ctx.transact(async (tx) => {
    const row = await mustFind(tx, id, true)
    if (row.version !== input.version) refuse.hook_changed({ version: row.version })
    await store.updateHook(tx.db, tx.workspaceId, id, {
      ...{ scheme, answer, mapping, version: row.version + 1, at: tx.now, by: actorName(tx) },
    })
    await tell(tx, 'collect.hook_changed', id)
  })
  return viewOf(ctx, await mustFind(ctx, id))
}

export async function rotateHookSecret(
  ctx: Ctx,
  input: { id: string; secret?: string | undefined },
): Promise<{ secret: string }> {
  const secret = input.secret ?? newSecret(ctx)
  await ctx.transact(async (tx) => {
    await mustFind(tx, input.id, true)
    await store.saveSecret(tx.db, tx.workspaceId, input.id, tx.secrets.seal(secret))
    await tell(tx, 'collect.hook_secret_rotated', input.id)
  })
  return { secret }
}

export async function previewHook(
  ctx: Ctx,
  { mapping, payload }: { mapping: Mapping; payload: unknown },
) {
  const payloads = eachAt(payload, mapping.events).slice(0, PREVIEWED)
  return { payloads: payloads.map((one) => previewOf(ctx, mapping, one)) }
}

function previewOf(ctx: Ctx, mapping: Mapping, payload: unknown) {
  const nothing = { event: null, canonical: null, identifiers: [], at: null, messageId: null }
  const found = caseOf(mapping, payload)
  if (found && !found.as) return { payload, state: 'ignored' as const, ...nothing, why: null }
  const arrival = { receivedAt: ctx.now, source: '', channel: '', history: false, position: '' }
  const { events, refused } = DIALECTS.webhook.parse({ batch: [payload], mapping }, arrival, 0)
  const [event] = events
  const [why] = refused
  if (!event)
    return {
      ...{ payload, state: 'refused' as const, ...nothing },
      why: why ? { field: why.field, reason: reasonIn(why.reason, ctx.locale) } : null,
    }
  return {
    ...{ payload, state: 'taken' as const, event: event.event, messageId: event.messageId },
    canonical: { ...event.properties, ...event.traits },
    identifiers: event.identifiers.map(({ kind, value }) => `${kind} ${value}`),
    ...{ at: event.at.toISOString(), why: null },
  }
}
