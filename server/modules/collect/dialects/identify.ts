import type { IdentifierKind, IdentifierRef } from '#platform/event.ts'
import { normaliseIdentifier } from '#platform/identifier.ts'
import { idText, same } from '../model/identifiers.ts'

/** More on one event are no evidence but noise. */
const MAX_IDENTIFIERS = 20

/** Collects who an event names: usable ones, each once, the actor first. */
export function naming() {
  const found: IdentifierRef[] = []
  return {
    found,
    add(kind: IdentifierKind, value: unknown, scope = ''): void {
      const ref = refOf(kind, value, scope)
      if (!ref || found.length >= MAX_IDENTIFIERS || found.some((known) => same(known, ref))) return
      found.push(ref)
    },
  }
}

/** `undefined`: the value is nobody's ("undefined", zeros …). */
export function refOf(kind: IdentifierKind, value: unknown, scope = ''): IdentifierRef | undefined {
  const text = idText(value)
  return text === undefined ? undefined : normaliseIdentifier({ kind, scope, value: text })
}
