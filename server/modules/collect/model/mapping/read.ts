import { instantOf } from '#kernel/time.ts'
import type { IdentifierRef } from '#platform/event.ts'
import { normaliseIdentifier } from '#platform/identifier.ts'
import { idText } from '../identifiers.ts'
import type { Condition, Field, Mapping, Property, Reading } from './mapping.ts'
import { valueAt } from './path.ts'
import { made } from './transform.ts'

const textAt = (payload: unknown, path: string): string => {
  const value = valueAt(payload, path)
  if (typeof value === 'boolean') return String(value)
  return idText(value) ?? ''
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

function holds(condition: Condition, payload: unknown): boolean {
  switch (condition.op) {
    case 'is':
      return textAt(payload, condition.path) === condition.value
    case 'one_of':
      return condition.values.includes(textAt(payload, condition.path))
    case 'exists':
      return isThere(valueAt(payload, condition.path))
    case 'absent':
      return !isThere(valueAt(payload, condition.path))
  }
}

/** The case that a payload is; undefined: none. */
export const caseOf = (mapping: Mapping, payload: unknown) =>
  mapping.cases.find(({ when }) => when.every((condition) => holds(condition, payload)))

function fieldOf(payload: unknown, { path, as, table }: Field): unknown {
  const value = valueAt(payload, path)
  if (!isThere(value)) return undefined
  const ours = table && Object.hasOwn(table, String(value)) ? table[String(value)] : value
  return made(ours, as)
}

const THINGS = 500

function propertyOf(payload: unknown, property: Property): unknown {
  if ('constant' in property) return property.constant
  if ('path' in property) return fieldOf(payload, property)
  const list = valueAt(payload, property.each)
  if (!Array.isArray(list)) return undefined
  return list.slice(0, THINGS).map((one) => named(property.fields, (field) => fieldOf(one, field)))
}

function named<Of extends { to: string }>(
  all: readonly Of[],
  valueOf: (one: Of) => unknown,
): Record<string, unknown> {
  const found = all.map((one) => [one.to, valueOf(one)] as const)
  return Object.fromEntries(found.filter(([, value]) => value !== undefined))
}

export const propertiesOf = (payload: unknown, all: readonly Property[]) =>
  named(all, (one) => propertyOf(payload, one))

/** Whom a payload names, by what the reading says. */
export function refsOf(payload: unknown, { identifiers }: Reading): IdentifierRef[] {
  const found = identifiers.flatMap(({ kind, scope, path }) => {
    const value = idText(valueAt(payload, path))
    return value === undefined ? [] : (normaliseIdentifier({ kind, scope, value }) ?? [])
  })
  return found.filter(
    (ref, i) => found.findIndex((one) => one.kind === ref.kind && one.value === ref.value) === i,
  )
}

/** As systems and spreadsheets write it: 2026-03-01 08:30:00, 2026/3/1, 2026年3月1日 8:30. */
export const LOCAL =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/

/** When it happened, as text or milliseconds for `stamp`; undefined: the payload does not say. */
export function clockOf(payload: unknown, { time }: Reading): unknown {
  if (!time) return undefined
  const value = valueAt(payload, time.path)
  if (!isThere(value)) return undefined
  switch (time.format) {
    case 'iso':
      return value
    case 'seconds':
      return Number(value) * 1_000
    case 'milliseconds':
      return Number(value)
    case 'local': {
      const found = LOCAL.exec(String(value).trim())
      if (!found) return value
      const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
        .slice(1)
        .map((part) => Number(part ?? 0))
      const at = instantOf({ year, month, day, hour, minute }, time.zone)
      return at.getTime() + second * 1_000
    }
  }
}

export const messageIdOf = (payload: unknown, { messageId }: Reading): string | undefined => {
  const parts = messageId.map((path) => textAt(payload, path))
  return parts.length === 0 || parts.includes('') ? undefined : parts.join(':')
}
