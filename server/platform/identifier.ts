import type { IdentifierKind, IdentifierRef } from './event.ts'

/**
 * One identifier has one spelling. Values that SDKs send when they have none ("undefined", zeros)
 * would join strangers, so they are nobody's. `undefined` = not usable.
 */
export function normaliseIdentifier(ref: IdentifierRef): IdentifierRef | undefined {
  const text = ref.value.trim().toWellFormed().normalize('NFC')
  const spell = SPELLING[ref.kind]
  const value = spell ? spell(text) : text
  if (value === undefined || value.length > MAX_LENGTH || isBlocked(value)) return undefined
  const scope = ref.scope.trim()
  if (scope.length > MAX_LENGTH || value.includes('\0') || scope.includes('\0')) return undefined
  return value === ref.value && scope === ref.scope ? ref : { kind: ref.kind, scope, value }
}

/** Longer ones are no identifiers (神策 allows 255). */
const MAX_LENGTH = 255

const BLOCKED = new Set([
  ...['', 'null', 'undefined', 'none', 'nil', 'nan', 'true', 'false', 'n/a', 'na', '-', '()', '{}'],
  ...['[]', '[object object]', 'anonymous', 'guest', 'unknown', 'userid', 'user_id', 'id'],
  ...['anonymousid', 'anonymous_id', 'distinct_id', 'not_authenticated', 'not_logged_in', 'email'],
  ...['unionid', 'openid', 'phone', '-1', '"null"', '"undefined"', '未知', '匿名', '游客'],
])

/** Empty words and everything made of zeros (a zero uuid, 00000000000). */
export const isBlocked = (value: string): boolean =>
  BLOCKED.has(value.toLowerCase()) || /^[0\-. ]*$/.test(value)

const SPELLING: Partial<Record<IdentifierKind, (text: string) => string | undefined>> = {
  phone: e164,
  email: (text) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? text.toLowerCase() : undefined),
}

/** E.164; without a country code a number is taken for one of mainland China (+86). */
function e164(text: string): string | undefined {
  const compact = text.replaceAll(/[\s().-]/g, '')
  const international = compact.replace(/^00/, '+')
  if (/^\+86\d+$/.test(international))
    return /^\+861[3-9]\d{9}$/.test(international) ? international : undefined
  if (/^\+[1-9]\d{6,14}$/.test(international)) return international
  if (/^861[3-9]\d{9}$/.test(compact)) return `+${compact}`
  return /^1[3-9]\d{9}$/.test(compact) ? `+86${compact}` : undefined
}
