import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { unpackLz } from './lz.ts'

/** Seen in the wild: 1.2 MB bodies. Four times as much is plenty, and twice that when inflated. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024
export const MAX_INFLATED_BYTES = 8 * 1024 * 1024

export type Body =
  | { kind: 'json'; text: string; value: unknown }
  | { kind: 'too_large' }
  | { kind: 'unreadable'; reason: string; text: string }

const inflate = promisify(gunzip)

/**
 * The body as JSON, whatever its Content-Type claims (SDKs lie): gzip if it begins like gzip; JSON;
 * else a form whose `data_list` or `data` is base64 of JSON or of gzipped JSON, or JSON as it is.
 * @param compression what the query says of it: `lz64` is the one that the bytes do not tell
 */
export async function readBody(bytes: Uint8Array, compression?: string): Promise<Body> {
  const plain = await readText(bytes)
  if (plain.kind !== 'text') return plain
  return parsed(plain.text) ?? (await readForm(plain.text, compression))
}

type Text = { kind: 'text'; text: string } | Exclude<Body, { kind: 'json' }>

/** The body as text, inflated if it begins like gzip. */
export async function readText(bytes: Uint8Array): Promise<Text> {
  if (bytes.length > MAX_BODY_BYTES) return { kind: 'too_large' }
  const plain = await inflated(bytes)
  if (plain.kind !== 'bytes') return plain
  const text = utf8(plain.bytes)
  if (text === undefined) return unreadable('is not valid UTF-8', lossy(plain.bytes))
  return { kind: 'text', text }
}

/** What a form or an address has in `data`. */
export async function readData(data: string, compression?: string): Promise<Body> {
  const asItIs = parsed(data)
  if (asItIs) return asItIs
  const base64 = data.replaceAll(' ', '+').replaceAll('-', '+').replaceAll('_', '/')
  if (compression === 'lz64') return readLz(base64)
  const plain = await inflated(Buffer.from(base64, 'base64'))
  if (plain.kind !== 'bytes') return plain
  const inner = utf8(plain.bytes)
  return (inner === undefined ? undefined : parsed(inner)) ?? unreadable('is not valid JSON', data)
}

function readLz(base64: string): Body {
  const unpacked = unpackLz(base64, MAX_INFLATED_BYTES)
  if (unpacked?.kind === 'too_large') return unpacked
  return (unpacked && parsed(unpacked.text)) ?? unreadable('is not valid JSON', base64)
}

const unreadable = (reason: string, text: string) => ({ kind: 'unreadable', reason, text }) as const

const decoder = new TextDecoder('utf-8', { fatal: true })

const lossy = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

type Plain = { kind: 'bytes'; bytes: Uint8Array } | Exclude<Body, { kind: 'json' }>

async function inflated(bytes: Uint8Array): Promise<Plain> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { kind: 'bytes', bytes }
  try {
    return { kind: 'bytes', bytes: await inflate(bytes, { maxOutputLength: MAX_INFLATED_BYTES }) }
  } catch (error) {
    // Swallowed because what a sender calls gzip may be anything: the answer says what was wrong.
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      return { kind: 'too_large' }
    const text = Buffer.from(bytes).toString('base64')
    return { kind: 'unreadable', reason: 'is not valid gzip', text }
  }
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    // Swallowed because the decoder has no other way to say that bytes are no UTF-8.
    return undefined
  }
}

/** Undefined where it is no JSON. */
export function parsed(text: string): Body | undefined {
  try {
    return { kind: 'json', text, value: JSON.parse(text) }
  } catch {
    // Swallowed because what is no JSON may still be a form; if not, the answer says so.
    return undefined
  }
}

async function readForm(text: string, compression: string | undefined): Promise<Body> {
  const form = new URLSearchParams(text)
  const data = form.get('data_list') ?? form.get('data')
  if (!data) return unreadable('is not valid JSON', text)
  return readData(data, form.get('compression') ?? compression)
}
