import type { IdentifierKind, IdentifierRef } from '#platform/event.ts'
import { idText } from '../../model/identifiers.ts'
import { naming, refOf } from '../identify.ts'
import { objectOf } from '../read.ts'
import type { Json } from '../read.ts'

/** 神策's own keys of `identities`. Ids of a terminal are anonymous ids, in every generation alike. */
const KINDS: Readonly<Record<string, IdentifierKind>> = {
  $identity_login_id: 'user_id',
  $identity_cookie_id: 'anonymous_id',
  $identity_anonymous_id: 'anonymous_id',
  $identity_distinct_id: 'anonymous_id',
  $identity_mp_id: 'anonymous_id',
  $identity_mobile: 'phone',
  $identity_email: 'email',
  $identity_mp_unionid: 'unionid',
  $identity_idfv: 'device_id',
  $identity_idfa: 'device_id',
  $identity_oaid: 'device_id',
  $identity_android_id: 'device_id',
  $identity_android_uuid: 'device_id',
  $identity_harmony_odid: 'device_id',
}

/** Keys of a customer's own that say plainly what they are. */
const OWN_KINDS: readonly [RegExp, IdentifierKind][] = [
  [/^(member|membership|card|crm)_?(id|no|code)$/i, 'member_id'],
  [/^(mobile|phone|tel)(_?(no|number))?$/i, 'phone'],
  [/^e?_?mail$/i, 'email'],
  [/^union_?id$/i, 'unionid'],
  [/^user_?id$/i, 'user_id'],
]

const MP_OPENID = /^\$identity_mp_(?:(.+)_)?openid$/

/** Any other key is a log-in of its own: one a person, beside the plain user id. */
function kindOf(key: string, appId: string): { kind: IdentifierKind; scope: string } {
  const preset = Object.hasOwn(KINDS, key) ? KINDS[key] : undefined
  if (preset) return { kind: preset, scope: '' }
  const openid = MP_OPENID.exec(key)
  if (openid) return { kind: 'openid', scope: openid[1] ?? appId }
  if (/external_userid$/i.test(key)) return { kind: 'external_userid', scope: '' }
  const own = OWN_KINDS.find(([pattern]) => pattern.test(key))
  if (own) return { kind: own[1], scope: '' }
  return { kind: 'user_id', scope: key }
}

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value.slice(0, 5) : [value]).flatMap((it) => idText(it) ?? [])

/** `identities` as references, by what stands in them. */
function identitiesOf(event: Json): { text: string; ref: IdentifierRef }[] {
  const appId = idText(objectOf(event.properties).$app_id) ?? ''
  return Object.entries(objectOf(event.identities))
    .slice(0, 20)
    .flatMap(([key, value]) => {
      const { kind, scope } = kindOf(key, appId)
      return textsOf(value).flatMap((text) => {
        const ref = refOf(kind, text, scope)
        // `loginWithKey('member_no', 'M77')` makes `member_no+M77` the distinct id.
        return ref ? [text, `${key}+${text}`].map((known) => ({ text: known, ref })) : []
      })
    })
}

/** What the browser SDK makes for itself: five groups, mostly hexadecimal; the mini program: digits or a UUID. */
const MADE_BY_SDK =
  /^(?:[0-9a-f]{8,}-[0-9a-f]{6,}-[0-9a-f]{6,}-\d+-[0-9a-f]{6,}|\d{13}-\d{5,}-[0-9a-f]+-\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i

/**
 * Whose event it is: whoever logged in, then the distinct id, then the rest. The distinct id says not
 * of what kind it is; identities, the log-in and the anonymous id of the same event do. Old SDKs
 * (before 1.15) and servers send it alone: then one that an SDK made is anonymous, any other a user's.
 */
export function identifiersOf(event: Json): IdentifierRef[] {
  const { found, add } = naming()
  const identities = identitiesOf(event)
  const byText = new Map(identities.map(({ text, ref }) => [text, ref]))
  const name = (value: unknown, kind: (text: string) => IdentifierKind) => {
    const text = idText(value)
    if (!text) return
    const known = byText.get(text)
    if (known) add(known.kind, known.value, known.scope)
    else add(kind(text), text)
  }
  const anonymous = idText(event.anonymous_id)
  const saysUser = objectOf(event.properties).$is_login_id === true || event.type === 'track_signup'
  name(event.login_id, () => 'user_id')
  for (const { ref } of identities)
    if (ref.kind === 'user_id' || ref.kind === 'member_id') add(ref.kind, ref.value, ref.scope)
  name(event.distinct_id, (text) => {
    if (saysUser) return 'user_id'
    if (text === anonymous || MADE_BY_SDK.test(text)) return 'anonymous_id'
    // With an anonymous id beside it and no log-in, the page itself named its visitor.
    return anonymous !== undefined && !event.login_id ? 'anonymous_id' : 'user_id'
  })
  name(event.anonymous_id, () => 'anonymous_id')
  if (event.type === 'track_signup') name(event.original_id, () => 'anonymous_id')
  for (const { ref } of identities) add(ref.kind, ref.value, ref.scope)
  return found
}

/**
 * `unbind` names in its identities only what goes, and in its distinct id who loses it; what goes must
 * not be evidence that it stays.
 */
export function unbindingOf(event: Json): { who: IdentifierRef[]; unbound: IdentifierRef[] } {
  const unbound = [
    ...new Map(identitiesOf(event).map(({ ref }) => [JSON.stringify(ref), ref])).values(),
  ]
  const { identities: _identities, ...rest } = event
  const gone = new Set(unbound.map(({ value }) => value))
  const who = identifiersOf(rest).filter(({ value }) => !gone.has(value))
  return who.length > 0 ? { who, unbound } : { who: unbound.slice(0, 1), unbound }
}
