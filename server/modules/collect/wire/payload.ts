import { XMLParser } from 'fast-xml-parser'
import { parsed, readText } from './body.ts'
import type { Body } from './body.ts'

// Entities stay text and values stay strings: an order's number may begin with 0 or have 64 bits.
const xml = new XMLParser({
  processEntities: false,
  parseTagValue: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

/** What a shop system sends: JSON, XML, or a form, whatever its Content-Type claims. */
export async function readPayload(bytes: Uint8Array): Promise<Body> {
  const plain = await readText(bytes)
  if (plain.kind !== 'text') return plain
  const { text } = plain
  const json = parsed(text)
  if (json) return json
  const value = /^\s*</.test(text) ? xmlOf(text) : formOf(text)
  if (value === undefined) return { kind: 'unreadable', reason: 'is not JSON, XML or a form', text }
  return { kind: 'json', text: JSON.stringify(value), value }
}

/** A document type is refused unread. */
function xmlOf(text: string): unknown {
  if (/<!DOCTYPE/i.test(text)) return undefined
  try {
    const value: unknown = xml.parse(text, true)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    // Swallowed because a stranger's malformed body is an answer, not a fault of ours.
    return undefined
  }
}

const FORM = /^[^\s=&]+=[^&]*(?:&[^\s=&]+=[^&]*)*$/

const formOf = (text: string): unknown =>
  FORM.test(text.trim()) ? Object.fromEntries(new URLSearchParams(text.trim())) : undefined
