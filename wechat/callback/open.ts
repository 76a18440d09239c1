import { createHash } from 'node:crypto'
import { unpack } from '../crypto/aes.ts'
import { callbackSignature, sameSignature } from '../crypto/signature.ts'
import { parseXml, textOf } from './xml.ts'
import type { Fields } from './xml.ts'

/** What the platform's console holds for a callback URL. `receiveId` is the corp id or app id. */
export interface Seal {
  token: string
  encodingAesKey: string
  receiveId: string
}

export interface SealedQuery {
  signature: string
  timestamp: string
  nonce: string
}

export type Because = 'bad_signature' | 'stale' | 'unreadable' | 'wrong_receiver'
export type Turned = { kind: 'turned_away'; because: Because }

export interface Opened {
  kind: 'opened'
  xml: string
  fields: Fields
  /** Events carry no message id: this hash of the whole decrypted text is what repeats share. */
  dedupeKey: string
}

/**
 * Opens an encrypted callback body. Checks, in this order: signature in constant time, freshness
 * (only with `freshness`; the platforms do not mandate it), cipher, receiver, XML.
 */
export function openCallback(
  seal: Seal,
  query: SealedQuery,
  body: string,
  freshness?: { now: Date; maxAgeSeconds: number },
): Opened | Turned {
  const envelope = parseXml(body)
  const sealed = envelope ? textOf(envelope, 'Encrypt') : ''
  if (!sealed) return turned('unreadable')
  const opened = openSealed(seal, query, sealed, freshness)
  if (opened.kind === 'turned_away') return opened
  const fields = parseXml(opened.text)
  if (!fields) return turned('unreadable')
  const dedupeKey = createHash('sha256').update(opened.text).digest('hex')
  return { kind: 'opened', xml: opened.text, fields, dedupeKey }
}

/** The plain text to answer within 1 s when WeCom's console verifies the URL: no quotes, no newline. */
export function openEcho(
  seal: Seal,
  query: SealedQuery,
  echo: string,
): { kind: 'echo'; text: string } | Turned {
  const opened = openSealed(seal, query, echo)
  return opened.kind === 'turned_away' ? opened : { kind: 'echo', text: opened.text }
}

/** 公众号 verifies its URL with an unsealed echo: only the plain signature is checked. */
export function plainEchoIsGenuine(token: string, query: SealedQuery): boolean {
  const expected = callbackSignature(token, query.timestamp, query.nonce)
  return sameSignature(expected, query.signature)
}

function openSealed(
  seal: Seal,
  query: SealedQuery,
  sealed: string,
  freshness?: { now: Date; maxAgeSeconds: number },
): { kind: 'text'; text: string } | Turned {
  const expected = callbackSignature(seal.token, query.timestamp, query.nonce, sealed)
  if (!sameSignature(expected, query.signature)) return turned('bad_signature')
  if (freshness && ageSeconds(query.timestamp, freshness.now) > freshness.maxAgeSeconds)
    return turned('stale')
  const unpacked = unpack(seal.encodingAesKey, sealed)
  if (unpacked.kind === 'broken') return turned('unreadable')
  if (unpacked.receiveId !== seal.receiveId) return turned('wrong_receiver')
  return { kind: 'text', text: unpacked.message }
}

const turned = (because: Because): Turned => ({ kind: 'turned_away', because })

/** Either direction: a stamp from the future is as odd as one from the past. */
function ageSeconds(timestamp: string, now: Date): number {
  const age = Math.abs(now.getTime() / 1_000 - Number(timestamp))
  return Number.isNaN(age) ? Number.POSITIVE_INFINITY : age
}
