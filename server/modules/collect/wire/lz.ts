const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/='
const VALUE = new Map([...ALPHABET].map((character, value) => [character, value]))
const BITS = 6

export type Unpacked = { kind: 'text'; text: string } | { kind: 'too_large' }

/**
 * LZ-String's `compressToBase64`, which old PostHog SDKs send as `lz64`: LZW over UTF-16 code units,
 * six bits a character, the lowest bit of each code first, codes one bit longer as the book fills.
 * `undefined`: it is none of that. Never makes more than `most` characters.
 */
export function unpackLz(text: string, most: number): Unpacked | undefined {
  const read = reader(text)
  const book: string[] = ['', '', '']
  const literal = (code: number): string => String.fromCharCode(read(code === 0 ? 8 : 16))
  const first = read(2)
  if (first > 1) return first === 2 ? { kind: 'text', text: '' } : undefined
  let before = literal(first)
  book.push(before)
  const parts = [before]
  let length = before.length
  let room = 4
  let width = 3
  const grow = () => {
    if (--room > 0) return
    room = 2 ** width
    width++
  }
  while (!read.ended()) {
    let code = read(width)
    if (code === 2) return { kind: 'text', text: parts.join('') }
    if (code < 2) {
      book.push(literal(code))
      code = book.length - 1
      grow()
    }
    const entry = book[code] ?? (code === book.length ? before + before.charAt(0) : undefined)
    if (entry === undefined || entry === '') return undefined
    length += entry.length
    if (length > most) return { kind: 'too_large' }
    parts.push(entry)
    book.push(before + entry.charAt(0))
    grow()
    before = entry
  }
  return undefined
}

function reader(text: string) {
  let at = 0
  let value = 0
  let left = 0
  const bit = (): number => {
    if (left === 0) {
      value = VALUE.get(text[at++] ?? '=') ?? 0
      left = BITS
    }
    return (value >> --left) & 1
  }
  const read = (bits: number): number => {
    let number = 0
    for (let i = 0; i < bits; i++) number |= bit() << i
    return number
  }
  return Object.assign(read, { ended: () => at > text.length })
}
