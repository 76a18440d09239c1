/** JSON as people write it; `undefined` and what cannot be written are left out. */
export type Properties = Readonly<Record<string, unknown>>

export const CALLS = ['track', 'page', 'identify', 'group', 'alias'] as const
export type Call = (typeof CALLS)[number]

/** One call in the Segment dialect, as `/v1/batch` takes it. The id is made once, here. */
export interface Message {
  type: Call
  messageId: string
  /** What the device's clock showed; the server corrects it by `sentAt`. */
  timestamp: string
  anonymousId?: string | undefined
  userId?: string | undefined
  event?: string | undefined
  name?: string | undefined
  category?: string | undefined
  groupId?: string | undefined
  previousId?: string | undefined
  properties?: Properties | undefined
  traits?: Properties | undefined
  context?: Properties | undefined
}

/** What the callers give; the rest is added when it is recorded. */
export type Said = Pick<
  Message,
  | 'type'
  | 'event'
  | 'name'
  | 'category'
  | 'userId'
  | 'groupId'
  | 'previousId'
  | 'properties'
  | 'traits'
>

/** The server takes 512 KB; a sender whose single event is this large has made a mistake. */
export const MAX_MESSAGE_CHARS = 400_000
