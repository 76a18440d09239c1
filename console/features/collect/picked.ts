import { z } from 'zod'
import { FIELDS } from '#modules/collect/model/naming/rule.ts'
import type { Field } from '#modules/collect/model/naming/rule.ts'
import { GROUPED_BY, suggestedRule } from '#modules/collect/model/naming/suggest.ts'
import type { Begun } from './NamingDrawer.tsx'

const nonce = z.string()

/** What the picker on an operator's page tells (`sdk/picker`); whoever sent it, it is read with care. */
const Message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('siyu-pick-ready'), nonce }),
  z.object({
    kind: z.literal('siyu-picked'),
    nonce,
    base: z.enum(['element_clicked', 'element_changed', 'page_viewed']),
    properties: z.record(z.string(), z.unknown()),
  }),
])

export type PickMessage = { kind: 'ready' } | { kind: 'picked'; begun: Begun }

const MOST_CHARS = 500

/** Undefined: nothing of ours, or not of this window. */
export function readPickMessage(data: unknown, expected: string): PickMessage | undefined {
  const { data: message } = Message.safeParse(data)
  if (message?.nonce !== expected) return undefined
  if (message.kind === 'siyu-pick-ready') return { kind: 'ready' }
  const { base, properties } = message
  const said = (field: Field): string => {
    const { property } = FIELDS[field] as { property?: string }
    const value = property && Object.hasOwn(properties, property) ? properties[property] : ''
    return typeof value === 'string' ? value.slice(0, MOST_CHARS) : ''
  }
  const is = Object.fromEntries(GROUPED_BY[base].map((field) => [field, said(field)]))
  const rule = suggestedRule(base, { is, path: said('path') || undefined })
  return { kind: 'picked', begun: { rule, label: (said('text') || said('title')).slice(0, 100) } }
}
