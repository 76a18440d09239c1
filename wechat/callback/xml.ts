import { XMLParser } from 'fast-xml-parser'

export type Fields = Readonly<Record<string, unknown>>

// Entities stay text and values stay strings: a MsgId has 64 bits, and a phone may start with 0.
const parser = new XMLParser({
  processEntities: false,
  parseTagValue: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

/** The fields inside `<xml>`, or `undefined` for anything else; a document type is refused unread. */
export function parseXml(text: string): Fields | undefined {
  if (/<!DOCTYPE/i.test(text)) return undefined
  try {
    const document: unknown = parser.parse(text)
    return fieldsOf(fieldsOf(document)?.['xml'])
  } catch {
    // Swallowed because a stranger's malformed body is an answer, not a fault of ours.
    return undefined
  }
}

export const textOf = (fields: Fields, name: string): string => {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

/** Absent and empty are the same to the platforms. */
export const textIf = (fields: Fields, name: string): string | undefined =>
  textOf(fields, name) || undefined

/** `<List><Item>a</Item><Item>b</Item></List>` is an array, but one item alone is a string. */
export function itemsOf(fields: Fields, list: string, item: string): string[] {
  const inside = fieldsOf(fields[list])?.[item]
  const all: unknown[] = Array.isArray(inside) ? inside : inside === undefined ? [] : [inside]
  return all.filter((value) => typeof value === 'string')
}

/** Unix seconds, as every platform event carries them. */
export const instantOf = (fields: Fields, name: string): Date =>
  new Date(Number(textOf(fields, name)) * 1_000)

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined
}
