import { createHash } from 'node:crypto'
import type { RandomBytes } from '#kernel/ids.ts'

export const API_KEY_PREFIX = 'siyu_ak_'
const SHOWN_CHARS = API_KEY_PREFIX.length + 4

/** 256 random bits as text; guessing is hopeless, so a fast hash of it may be stored. */
export const newToken = (randomBytes: RandomBytes): string =>
  Buffer.from(randomBytes(32)).toString('base64url')

export const newApiKey = (randomBytes: RandomBytes): string =>
  API_KEY_PREFIX + newToken(randomBytes)

export const shownPrefix = (key: string): string => key.slice(0, SHOWN_CHARS)

export const hashOf = (token: string): string =>
  createHash('sha256').update(token).digest('base64url')
