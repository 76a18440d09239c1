import type { Siyu } from '../siyu/known.ts'
import type { OfficialAccountState } from '../official-account/state.ts'
import type { WecomState } from '../wecom/state.ts'
import type { Life } from '../people/life.ts'
import type { Agendum } from '../driver/agenda.ts'

/** Everything that happened, as one plain value: what JSON cannot hold does not belong here. */
export interface State {
  version: 2
  seed: number
  people: number
  beganMs: number
  nowMs: number
  /** Makes ids; part of the state so that a restart does not repeat one. */
  made: number
  wecom: WecomState
  officialAccount: OfficialAccountState
  lives: Record<string, Life>
  agenda: Agendum[]
  texts: Sms[]
  mails: Mail[]
  /** Where the world was last served: messages on phones hold these addresses. */
  ports: { api: number; control: number; smtp: number } | undefined
  /** What was set up in Siyu, and how far its clock is. */
  siyu: Siyu | undefined
}

export interface Sms {
  id: string
  requestId: string | undefined
  atMs: number
  to: string
  text: string
  status: 'delivered' | 'unknown_number'
}

export interface Mail {
  id: string
  atMs: number
  from: string
  to: string[]
  subject: string
  text: string
}

export const emptyState = (begin: { seed: number; people: number; at: Date }): State => ({
  version: 2,
  seed: begin.seed,
  people: begin.people,
  beganMs: begin.at.getTime(),
  nowMs: begin.at.getTime(),
  made: 0,
  wecom: {
    tokens: [],
    wrongSecrets: 0,
    blockedUntilMs: 0,
    callbackUrl: undefined,
    ways: {},
    relations: {},
    welcomes: {},
    tagGroups: {},
    massSends: {},
    groups: {},
    joinWays: {},
    groupCodes: {},
    received: {},
  },
  officialAccount: {
    tokens: [],
    callbackUrl: undefined,
    followers: {},
    windows: [],
    codes: {},
    userTokens: {},
    qrCodes: {},
  },
  lives: {},
  agenda: [],
  texts: [],
  mails: [],
  ports: undefined,
  siyu: undefined,
})
