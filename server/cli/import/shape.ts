import type { BadRow, Row } from './rows.ts'

/** Where an item goes: one call of so many. */
export interface Target {
  path: string
  /** the name of the list in the body */
  list: string
  maxItems: number
  /** what others lean on goes first: orders before the refunds of them */
  rank: number
  more: Readonly<Record<string, unknown>>
}

/** One thing to send, and the rows it was made of. */
export interface Item {
  kind: 'item'
  target: Target
  body: object
  lines: readonly number[]
  /** for the report, should it be refused */
  row: string
}

/** Turns rows into things to send. Rows are fed in order, from the first, at a resumption too. */
export interface Shape {
  take(row: Row, index: number): Iterable<Item | BadRow>
  end(): Iterable<Item | BadRow>
  /** Index of the earliest row that is still in the making; a resumption begins no later. */
  openSince(): number | undefined
}

export const badRow = (row: Row, field: string, reason: string): BadRow => ({
  kind: 'bad',
  line: row.line,
  field,
  reason,
  row: JSON.stringify(row.cells),
})
