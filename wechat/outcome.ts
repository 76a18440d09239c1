/**
 * What a platform answered, in our words. Every client function returns one of these; only faults of
 * the network throw (`PlatformFault`).
 */
export type Outcome<T> = { kind: 'ok'; value: T } | Refused

export interface Refused {
  kind: 'refused'
  verdict: Verdict
  /** The platform's own code and text, for logs and operators; branch on `verdict`. */
  code: number
  says: string
}

export type Verdict =
  /** Busy, conflicting or too many at once: back off, at most three tries. */
  | 'try_later'
  /** A rate limit: pause this API for its whole window (minute, hour or day). */
  | 'slow_down'
  /** The token died and a fresh one was refused too. */
  | 'renew_token'
  /** Secret, app, permission or IP list is wrong: stop and tell an engineer; never loop. */
  | 'misconfigured'
  /** This person cannot be reached on this channel now: choose another. */
  | 'cannot_reach'
  /** The relation between staff and customer no longer exists. */
  | 'no_relation'
  /** The thing named (member, code, group, task, tag) does not exist any more. */
  | 'gone'
  /** The moment has passed: a welcome code after its 20 s, a used OAuth code. */
  | 'too_late'
  /** Somebody did it before; for an effect that must happen once this is success. */
  | 'already_done'
  /** The platform is still working on it: ask again later. */
  | 'not_ready'
  /** A product limit of the account (tags, codes, templates). */
  | 'at_limit'
  /** An uploaded file has expired: upload again. */
  | 'media_expired'
  /** Our request was malformed: a bug. */
  | 'we_are_wrong'

export const ok = <T>(value: T): Outcome<T> => ({ kind: 'ok', value })
