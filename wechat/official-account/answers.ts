import type { Verdict } from '../outcome.ts'

/**
 * 公众号's dialect stops here. Codes: developers.weixin.qq.com, pages of each API. The simulated world
 * may answer only with codes of this table, and a test holds the two equal.
 */
export const OFFICIAL_ACCOUNT_VERDICTS = {
  '-1': 'try_later', // system busy
  45011: 'try_later', // too often in a minute
  44990: 'try_later',
  45009: 'slow_down', // the day's quota
  44993: 'slow_down',
  40014: 'renew_token',
  42001: 'renew_token',
  40001: 'misconfigured', // bad secret; also a token killed by another program of the same account
  40002: 'we_are_wrong', // grant_type
  40013: 'misconfigured', // bad app id
  40125: 'misconfigured', // bad secret
  40164: 'misconfigured', // address not on the list
  40243: 'misconfigured', // secret frozen
  41001: 'we_are_wrong', // no token in the query
  41002: 'we_are_wrong', // no app id
  41004: 'we_are_wrong', // no secret
  48001: 'misconfigured', // this account may not call this API, or the OAuth scope is too small
  48004: 'misconfigured', // banned
  50001: 'misconfigured',
  50002: 'misconfigured',
  50004: 'misconfigured',
  50007: 'misconfigured', // account frozen
  40003: 'cannot_reach', // an openid of another app
  43004: 'cannot_reach', // does not follow
  43019: 'cannot_reach', // blacklisted by us
  43101: 'cannot_reach', // refused this kind of message
  45015: 'cannot_reach', // the window is closed
  45047: 'cannot_reach', // the window's messages are used up
  48002: 'cannot_reach', // refuses messages
  50005: 'cannot_reach', // unfollowed
  70000: 'cannot_reach',
  40029: 'too_late', // OAuth code invalid
  40163: 'too_late', // OAuth code used
  42003: 'too_late', // OAuth code expired
  40007: 'media_expired',
  40008: 'we_are_wrong', // msgtype
  40033: 'we_are_wrong',
  40035: 'we_are_wrong',
  40037: 'we_are_wrong', // template id
  40052: 'we_are_wrong', // QR action_name
  40053: 'we_are_wrong', // QR action_info
  43002: 'we_are_wrong', // needs POST
  44002: 'we_are_wrong', // empty body
  45002: 'we_are_wrong', // content too long
  45008: 'we_are_wrong', // too many articles
  45168: 'we_are_wrong', // sensitive word
  47001: 'we_are_wrong', // not JSON
  47003: 'we_are_wrong', // template values
} as const satisfies Readonly<Record<string, Verdict>>

export const officialAccountVerdict = (code: number): Verdict =>
  (OFFICIAL_ACCOUNT_VERDICTS as Readonly<Record<string, Verdict>>)[String(code)] ?? 'we_are_wrong'
