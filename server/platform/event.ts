import type { IdentifierKind } from '#kernel/identifier-kind.ts'

export { IDENTIFIER_KINDS } from '#kernel/identifier-kind.ts'
export type { IdentifierKind } from '#kernel/identifier-kind.ts'

export interface IdentifierRef {
  kind: IdentifierKind
  /** Which app or corp issued it: appid of an openid, corpid of an external_userid; else ''. */
  scope: string
  value: string
}

export type EventType = 'track' | 'page' | 'screen' | 'identify' | 'group' | 'alias'

/**
 * What a person did, in one form whatever SDK, file or callback it came from. `collect` makes it,
 * `identity` finds whose it is, and every later module sees the same resolved event.
 */
export interface CanonicalEvent {
  /** counts once per workspace, for ever (law 2) */
  messageId: string
  /**
   * Only where several senders may tell of one happening (an order, a refund): the id of this
   * telling. `messageId` then names the happening, whoever tells of it.
   */
  toldAs?: string
  type: EventType
  /** canonical name (`page_viewed`, `order_paid` …) or the sender's own, untouched */
  event: string
  at: Date
  receivedAt: Date
  /** The one the sender names as the actor comes first; the others are evidence beside it. */
  identifiers: readonly IdentifierRef[]
  /** Only events of our own: the person is known and no identifier came with it. */
  personId?: string
  /** `alias` and bind calls: these two are one person, said outright */
  links: readonly { a: IdentifierRef; b: IdentifierRef }[]
  /** unbind calls: whatever was said of these until then holds no longer */
  unbound?: readonly IdentifierRef[]
  properties: Readonly<Record<string, unknown>>
  /** attributes of the person */
  traits: Readonly<Record<string, unknown>>
  /** attributes that count only while nothing else names them; of several the earliest */
  traitsOnce?: Readonly<Record<string, unknown>>
  /** write key's name, `api`, `import`, `wecom` … */
  source: string
  /** carrier or platform: web, h5, mini_program, app, wecom, official_account, server … */
  channel: string
  /** imported history: counts in every analysis, triggers nothing */
  history: boolean
}

/** An accepted event with its person. Ids are 64-bit, as text. */
export interface ResolvedEvent extends CanonicalEvent {
  identId: string
  personId: string
  /** inbox position of the batch it came with */
  position: string
}

/** The cost of a refusal inside a batch: the one event, never its neighbours. */
export interface RefusedEvent {
  index: number
  messageId?: string
  reason: string
  field: string
}
