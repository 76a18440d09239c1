import { IDENTIFIER_KINDS } from '#platform/event.ts'
import type { IdentifierKind, IdentifierRef } from '#platform/event.ts'
import { normaliseIdentifier } from '#platform/identifier.ts'

type Json = Readonly<Record<string, unknown>>

/** More on one event are no evidence but noise. */
const MAX_IDENTIFIERS = 20

/** An id as SDKs send it: text, or a number that was meant as one. */
export function idText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}

const isKind = (value: unknown): value is IdentifierKind =>
  IDENTIFIER_KINDS.some((kind) => kind === value)

/** Traits by which an `identify` call names the person; scope = which app or corp issued the id. */
const TRAITS: readonly { kind: IdentifierKind; names: string[]; scopes: string[] }[] = [
  { kind: 'unionid', names: ['unionid', 'unionId', 'union_id'], scopes: [] },
  { kind: 'openid', names: ['openid', 'openId', 'open_id'], scopes: ['appid', 'appId', 'app_id'] },
  {
    kind: 'external_userid',
    names: ['external_userid', 'externalUserid', 'externalUserId', 'external_user_id'],
    scopes: ['corpid', 'corpId', 'corp_id'],
  },
  { kind: 'member_id', names: ['member_id', 'memberId'], scopes: [] },
  { kind: 'phone', names: ['phone', 'mobile'], scopes: [] },
  { kind: 'email', names: ['email'], scopes: [] },
]

/**
 * Whose event it is: the user first when one is named, then the device; then what `identify` says
 * in its traits, `context.externalIds` (Segment) and `identifiers` (ours: kind, scope, value).
 */
export function identifiersOf(raw: Json, traits: Json | undefined): IdentifierRef[] {
  const context = asObject(raw.context)
  const found: IdentifierRef[] = []
  const add = (kind: IdentifierKind, value: unknown, scope: unknown = '') => {
    const text = idText(value)
    if (text === undefined || found.length >= MAX_IDENTIFIERS) return
    const ref = normaliseIdentifier({ kind, scope: idText(scope) ?? '', value: text })
    if (ref && !found.some((f) => same(f, ref))) found.push(ref)
  }
  add('user_id', raw.userId)
  add('anonymous_id', raw.anonymousId)
  for (const given of [raw.identifiers, context.identifiers, context.externalIds])
    for (const item of Array.isArray(given) ? given.slice(0, MAX_IDENTIFIERS) : []) {
      const { kind, type, value, id, scope } = asObject(item)
      const named = kind ?? type
      if (isKind(named)) add(named, value ?? id, scope)
    }
  if (!traits) return found
  for (const { kind, names, scopes } of TRAITS) {
    const name = names.find((key) => traits[key] !== undefined && traits[key] !== null)
    const scope = scopes.find((key) => traits[key] !== undefined)
    if (name) add(kind, traits[name], scope ? traits[scope] : '')
  }
  return found
}

export const same = (a: IdentifierRef, b: IdentifierRef): boolean =>
  a.kind === b.kind && a.value === b.value && a.scope === b.scope
