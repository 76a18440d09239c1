import { createHash } from 'node:crypto'
import { cell, extrasOf, identifiersOf } from './mapping.ts'
import type { Mapping } from './mapping.ts'
import type { Row } from './rows.ts'
import { badRow } from './shape.ts'
import type { Item, Shape, Target } from './shape.ts'
import { readWhen } from './when.ts'
import type { WhenFormat } from './when.ts'

export const EVENT_FIELDS = ['event', 'at', 'message_id'] as const
export const PEOPLE_FIELDS = ['at', 'message_id'] as const
export type EventField = (typeof EVENT_FIELDS)[number]

const IMPORT: Target = { path: '/v1/import', list: 'batch', maxItems: 500, rank: 0, more: {} }

export interface EventFormat extends WhenFormat {
  /** of the file: a row without an id of its own gets the same one at every import */
  fileHash: string
}

/** A row is an event; for people, what it says of somebody. */
export function eventShape(
  call: 'track' | 'identify',
  mapping: Mapping<EventField>,
  format: EventFormat,
): Shape {
  const get = (row: Row, field: EventField) => cell(row.cells, mapping.fields.get(field))
  return {
    *take(row) {
      const identifiers = identifiersOf(row.cells, mapping)
      if (identifiers.length === 0)
        return yield badRow(row, 'identifiers', 'is empty: nobody named')
      const event = get(row, 'event')
      if (call === 'track' && event === '') return yield badRow(row, 'event', 'is empty')
      const said = get(row, 'at')
      const at = said === '' ? undefined : readWhen(said, format)
      if (!at && (call === 'track' || said !== ''))
        return yield badRow(row, 'at', `“${said}” is no time of the format given`)
      const extras = extrasOf(row.cells, mapping)
      yield {
        kind: 'item',
        target: IMPORT,
        lines: [row.line],
        row: JSON.stringify(row.cells),
        body: {
          type: call,
          messageId: get(row, 'message_id') || idOf(row, format.fileHash),
          identifiers,
          ...(at ? { timestamp: at.toISOString() } : {}),
          ...(call === 'track' ? { event, properties: extras } : { traits: extras }),
        },
      } satisfies Item
      return undefined
    },
    *end() {},
    openSince: () => undefined,
  }
}

const idOf = (row: Row, fileHash: string): string =>
  createHash('sha256').update(`${fileHash}\n${row.line}`).digest('hex').slice(0, 32)
