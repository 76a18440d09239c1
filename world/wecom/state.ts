import type { Token } from '../platform.ts'

export interface WecomState {
  tokens: Token[]
  wrongSecrets: number
  blockedUntilMs: number
  callbackUrl: string | undefined
  ways: Record<string, Way>
  /** By `relationKey`. */
  relations: Record<string, Relation>
  welcomes: Record<string, WelcomeCode>
  tagGroups: Record<string, TagGroup>
  massSends: Record<string, MassSend>
  groups: Record<string, Group>
  /** Group codes made through the API. */
  joinWays: Record<string, JoinWay>
  /** Codes that a member took from a group in her client, to send or print. */
  groupCodes: Record<string, { chatId: string; untilMs: number }>
  /** When a customer received mass messages: what the monthly cap counts. */
  received: Record<string, number[]>
}

export interface Way {
  config_id: string
  type: number
  scene: number
  remark: string
  skip_verify: boolean
  state: string
  user: string[]
  party: number[]
  qr_code: string
  scans: number
  /** Missing in worlds saved before it was noted. */
  madeMs?: number
}

export interface Relation {
  userId: string
  externalUserId: string
  createdMs: number
  state: string
  addWay: number
  tagIds: string[]
  /** A customer who left can still be read; one whom the member removed cannot. */
  ended: 'by_customer' | 'by_staff' | undefined
}

export interface WelcomeCode {
  userId: string
  externalUserId: string
  issuedMs: number
  used: boolean
}

export interface TagGroup {
  group_id: string
  group_name: string
  create_time: number
  order: number
  tag: { id: string; name: string; create_time: number; order: number }[]
}

export interface MassSend {
  msgId: string
  createdMs: number
  text: string
  attachments: Record<string, unknown>[]
  tasks: MassTask[]
}

export interface MassTask {
  userId: string
  /** Members see a task once it is dispatched; confirming is theirs. */
  confirmedMs: number | undefined
  targets: { externalUserId: string; status: 0 | 1 | 2 | 3; sentMs: number | undefined }[]
}

export interface Group {
  chatId: string
  name: string
  owner: string
  createdMs: number
  members: { userId: string; type: 1 | 2; joinedMs: number; scene: number; state: string }[]
  version: string
  /** Can be read no more, and nobody is told who was in it. */
  isDismissed: boolean
}

export interface JoinWay {
  config_id: string
  scene: number
  remark: string
  auto_create_room: number
  room_base_name: string
  room_base_id: number
  chat_id_list: string[]
  state: string
}

/** `join_scene` of who scanned: 1 is invited, 2 a link. */
export const JOINED_BY_CODE = 3

export const relationKey = (userId: string, externalUserId: string): string =>
  `${userId}|${externalUserId}`
