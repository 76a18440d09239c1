import type { CanonicalEvent } from '#platform/event.ts'
import { FIELDS } from './rule.ts'
import type { Condition, Field, Rule } from './rule.ts'

/** As much of an event as a rule looks at. */
export type Seen = Pick<CanonicalEvent, 'event' | 'properties' | 'source' | 'channel'>

const HOST = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*)/

/** The text an event has there; what is no text is as if it were not there, and absent is empty. */
export function textAt({ properties, source, channel }: Seen, field: Field): string {
  if (field === 'source') return source
  if (field === 'channel') return channel
  const { property } = FIELDS[field]
  const value = Object.hasOwn(properties, property) ? properties[property] : undefined
  const text = typeof value === 'string' ? value : ''
  return field === 'host' ? (HOST.exec(text)?.[1] ?? '') : text
}

/** The whole of `text`, with `*` for anything. From the left each piece where it comes first. */
export function isLike(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const piece of rest) {
    const found = text.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

function holds(condition: Condition, text: string): boolean {
  switch (condition.op) {
    case 'is':
      return text === condition.value
    case 'contains':
      return text.includes(condition.value)
    case 'starts':
      return text.startsWith(condition.value)
    case 'matches':
      return isLike(text, condition.value)
    case 'one_of':
      return condition.values.includes(text)
  }
}

/** Whether an event is one of those the rule means: the meaning that ClickHouse is held to. */
export const meets = ({ base, where }: Rule, event: Seen): boolean =>
  event.event === base &&
  where.every((condition) => holds(condition, textAt(event, condition.field)))
