/** The names a person goes by. Limits and weights of each are `identity`'s policy. */
export const IDENTIFIER_KINDS = [
  'anonymous_id',
  'user_id',
  'unionid',
  'openid',
  'external_userid',
  'phone',
  'email',
  'member_id',
  'device_id',
  'cookie_id',
] as const
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number]
