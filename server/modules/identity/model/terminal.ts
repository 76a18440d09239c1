import type { CanonicalEvent, IdentifierKind, IdentifierRef } from '#platform/event.ts'

/** What people sit at, one after another; and what is one person's own. */
const TERMINALS: ReadonlySet<IdentifierKind> = new Set(['anonymous_id', 'device_id', 'cookie_id'])
/** The one that says most narrowly who acted comes first. */
const NARROWEST = ['user_id', 'member_id', 'openid', 'external_userid', 'unionid'] as const
export const ACCOUNTS: ReadonlySet<IdentifierKind> = new Set(NARROWEST)
const LOGINS: ReadonlySet<IdentifierKind> = new Set(['user_id', 'member_id'])

/** Where an SDK sits at the terminal itself and names the log-in on every event while there is one. */
const AT_TERMINAL: ReadonlySet<string> = new Set(['web', 'h5', 'mini_program', 'app'])

/** The scope of a terminal's other name: what was done there while nobody was logged in any more. */
export const LOGGED_OUT = 'logged_out'

export const isTerminal = ({ kind }: { kind: IdentifierKind }): boolean => TERMINALS.has(kind)
export const isAccount = ({ kind }: { kind: IdentifierKind }): boolean => ACCOUNTS.has(kind)

/** From when on what this sender tells of a terminal without an account is nobody's. */
export interface Era {
  /** '' = whoever sends */
  source: string
  since: number
}

/** No account is named: whose it is depends on the terminal. */
export const isAlone = ({ identifiers }: Pick<CanonicalEvent, 'identifiers'>): boolean =>
  identifiers.some(isTerminal) && !identifiers.some(isAccount)

/** The log-in that this event shows on its terminals, if it shows one. */
export function loginOf(event: CanonicalEvent): Era | undefined {
  const { identifiers, source, channel, at } = event
  if (identifiers.length < 2 || !AT_TERMINAL.has(channel)) return undefined
  if (!identifiers.some(({ kind }) => LOGINS.has(kind)) || !identifiers.some(isTerminal))
    return undefined
  return { source, since: at.getTime() }
}

/** Whether an era of the sender's, or everybody's, has begun. */
export const isAfter = (
  eras: readonly Era[],
  { source, at }: Pick<CanonicalEvent, 'source' | 'at'>,
): boolean =>
  eras.some((era) => at.getTime() > era.since && (era.source === '' || era.source === source))

/**
 * What was done after a log-out: under a number or mail address if one was given, else under the
 * terminal's other name, which no evidence ties to whoever was logged in.
 */
export function afterLogOut(identifiers: readonly IdentifierRef[]): IdentifierRef[] {
  const given = identifiers.filter((ref) => !isTerminal(ref))
  return given.length > 0 ? given : identifiers.map((ref) => ({ ...ref, scope: LOGGED_OUT }))
}

/** A terminal is never the actor beside somebody's account. */
export function actorFirst(identifiers: readonly IdentifierRef[]): readonly IdentifierRef[] {
  const [first] = identifiers
  if (!first || identifiers.length === 1 || !isTerminal(first)) return identifiers
  const account = NARROWEST.values()
    .map((kind) => identifiers.find((ref) => ref.kind === kind))
    .find((ref) => ref !== undefined)
  return account ? [account, ...identifiers.filter((ref) => ref !== account)] : identifiers
}

/** An account that was named together with a terminal, and when first. */
export interface OnTerminal {
  terminal: string
  account: string
  /** kind and scope of the account: one person has one of each */
  slot: string
  at: number
}

/** Since when terminals are shared: since the second of two accounts of one kind was named there. */
export function sharedSince(seen: readonly OnTerminal[]): Map<string, number> {
  const since = new Map<string, number>()
  for (const [, group] of Map.groupBy(seen, ({ terminal, slot }) => `${terminal} ${slot}`)) {
    const first = new Map<string, number>()
    for (const { account, at } of group)
      first.set(account, Math.min(first.get(account) ?? Infinity, at))
    const [, second] = [...first.values()].toSorted((x, y) => x - y)
    const terminal = group[0]?.terminal
    if (second === undefined || terminal === undefined) continue
    since.set(terminal, Math.min(since.get(terminal) ?? Infinity, second))
  }
  return since
}
