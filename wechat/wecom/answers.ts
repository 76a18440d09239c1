import type { Verdict } from '../outcome.ts'

/**
 * WeCom's dialect stops here. Codes: 企业微信 90313 and the pages of each API (2026-02); the simulated
 * world may answer only with codes of this table, and a test holds the two equal.
 */
export const WECOM_VERDICTS = {
  '-1': 'try_later', // system busy
  6000: 'try_later', // version conflict
  45033: 'try_later', // too many concurrent calls
  45035: 'try_later', // conflicting writes to one record
  45036: 'try_later',
  45009: 'slow_down', // rate limit; also an IP that guessed secrets
  40014: 'renew_token', // token invalid; real expiry sometimes surfaces so
  42001: 'renew_token', // token expired
  40001: 'misconfigured', // wrong secret: asking again blocks the address for an hour
  40013: 'misconfigured', // bad corp id
  40091: 'misconfigured', // the secret is another corp's
  41001: 'we_are_wrong', // no token in the query
  41002: 'we_are_wrong', // no corp id
  41004: 'we_are_wrong', // no secret
  60020: 'misconfigured', // address not on the trusted list
  48002: 'misconfigured', // this app may not call this API
  48006: 'misconfigured',
  48007: 'misconfigured',
  48011: 'misconfigured',
  60011: 'misconfigured', // outside the app's visible range
  60030: 'misconfigured',
  84074: 'misconfigured',
  40003: 'gone', // no such member
  46004: 'gone',
  60111: 'gone',
  60003: 'gone', // no such department
  60123: 'gone',
  40035: 'we_are_wrong',
  40058: 'we_are_wrong', // a parameter is wrong
  40063: 'we_are_wrong', // a parameter is empty
  41035: 'we_are_wrong', // external_userid missing
  50100: 'we_are_wrong', // a cursor of another question
  84061: 'no_relation',
  84084: 'no_relation', // another member's customer
  40096: 'no_relation', // no such external contact for this caller
  41050: 'too_late', // welcome code unknown or older than 20 s
  41051: 'already_done', // welcomed before, or already chatting
  41096: 'try_later', // another app is welcoming right now
  41053: 'cannot_reach', // archive consent is missing
  41063: 'not_ready', // mass send still dispatching
  41079: 'not_ready',
  41046: 'gone', // no such mass send
  41047: 'gone',
  41048: 'cannot_reach', // no customer can receive it
  41093: 'too_late', // the mass send was cancelled
  41094: 'slow_down', // reminded too often
  41064: 'we_are_wrong', // too many attachments
  41065: 'we_are_wrong', // an attachment is wrong
  41037: 'we_are_wrong', // contact way: type
  41038: 'we_are_wrong', // contact way: scene
  41039: 'we_are_wrong', // contact way: style
  41041: 'we_are_wrong', // contact way: more than 100 people
  41044: 'gone', // no such contact way (code not confirmed by an official page)
  41054: 'misconfigured', // contact way: a member is not activated
  41045: 'at_limit', // contact ways and join ways together
  41091: 'we_are_wrong', // join way: no group, or more than five
  40126: 'at_limit', // corp tags
  40144: 'at_limit', // tags on one customer
  41055: 'at_limit', // group welcome templates
  41069: 'at_limit', // sensitive-word rules
  40068: 'gone', // no such tag
  40071: 'already_done', // a tag of this name exists
  81011: 'misconfigured', // another app's tag
  40007: 'media_expired',
  40145: 'media_expired',
  49008: 'gone', // group dismissed
  90501: 'gone', // no customer group
  90509: 'gone',
  81017: 'we_are_wrong', // more than 1000 owners: filter by owner
} as const satisfies Readonly<Record<string, Verdict>>

export const wecomVerdict = (code: number): Verdict =>
  (WECOM_VERDICTS as Readonly<Record<string, Verdict>>)[String(code)] ?? 'we_are_wrong'
