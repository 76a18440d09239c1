import type { Token } from '../platform.ts'
import type { WindowKind } from '../settings.ts'

export interface OfficialAccountState {
  tokens: Token[]
  callbackUrl: string | undefined
  followers: Record<string, { sinceMs: number; scene: string; following: boolean }>
  /** What a doing of hers still grants; spent soonest-expiring first. */
  windows: { openid: string; kind: WindowKind; untilMs: number; left: number }[]
  codes: Record<string, { openid: string; scope: string; untilMs: number; used: boolean }>
  userTokens: Record<string, { openid: string; scope: string; untilMs: number }>
  qrCodes: Record<string, { scene: string; untilMs: number | undefined }>
}
